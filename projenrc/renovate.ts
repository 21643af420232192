import { readdirSync } from 'node:fs';
import { JsonFile, type typescript } from 'projen';

/** Packages that stay where they are or within bounds, and why. */
const BOUNDS: readonly { readonly packages: readonly string[]; readonly allowedVersions?: string; readonly description: string }[] = [
  { packages: ['cdk8s', 'cdk8s-plus-27', 'constructs'], description: 'Development uses the floors of the peers, and those rise by hand.' },
  { packages: ['unrs-resolver'], description: '1.13.0 is published without the binaries of most platforms.' },
  { packages: ['@azure/identity', '@azure/storage-blob'], description: 'The last ones for Node 20.' },
  { packages: ['@kubernetes/client-node'], allowedVersions: '<2', description: '2.x needs Node 22.' },
  { packages: ['jose'], allowedVersions: '<6', description: '6.x is an ES module alone, which Node 20.16 cannot require().' },
  { packages: ['@opentelemetry/sdk-node'], allowedVersions: '<0.300', description: '0.3xx needs Node 22.' },
  { packages: ['@types/node'], allowedVersions: '<21', description: 'The types of the oldest Node that is supported.' },
];

/** An exact version, or one that moves by patches. */
const VERSION = '~?\\d+\\.\\d+\\.\\d+';

/** Versions of npm that projen's code holds under another name than the package's. */
const NAMED = { 'typescript': 'typescriptVersion: ', 'projen': 'projenVersion: ', 'playwright-core': 'PLAYWRIGHT_VERSION = ' };

/**
 * What Renovate raises (https://docs.renovatebot.com/configuration-options/). Its engine for regular expressions is RE2, which looks neither ahead nor back.
 * Dependencies are in projen's code, and the same versions in the files that it writes: the names being the same, one pull request changes both.
 */
export function configureRenovate(project: typescript.TypeScriptProject): void {
  project.npmignore?.exclude('/renovate.json');
  const npm = (matchString: string, depNameTemplate?: string) => manager(['/^\\.projenrc\\.ts$/', '/^projenrc/.+\\.ts$/'], matchString, { datasourceTemplate: 'npm', depNameTemplate });
  new JsonFile(project, 'renovate.json', {
    obj: {
      $schema: 'https://docs.renovatebot.com/renovate-schema.json',
      extends: ['config:recommended', 'schedule:weekly'],
      // Workflows are written from scaffold/src, where custom.regex finds the actions.
      enabledManagers: ['npm', 'gomod', 'custom.regex'],
      postUpdateOptions: ['gomodTidy'],
      customManagers: [
        manager(['/^src/constructs/component-pins\\.ts$/'],
          "// renovate: datasource=(?<datasource>[a-z-]+)(?: registryUrl=(?<registryUrl>\\S+))? depName=(?<depName>\\S+)\\s+version: '(?<currentValue>[^']+)'",
          { versioningTemplate: 'semver' }),
        manager(['/^scaffold/src/.+\\.ts$/'],
          "'(?<depName>[\\w.-]+/[\\w.-]+)@(?<currentDigest>[0-9a-f]{40})', // (?<currentValue>v\\d+\\.\\d+\\.\\d+)",
          { datasourceTemplate: 'github-tags' }),
        npm(`'(?<depName>@?[a-z0-9][a-z0-9./-]*)@(?<currentValue>${VERSION})'`),
        npm(`'(?<depName>@?[a-z0-9][a-z0-9./-]*)': '(?<currentValue>${VERSION})'`),
        ...Object.entries(NAMED).map(([name, before]) => npm(`${before}'(?<currentValue>${VERSION})'`, name)),
      ],
      packageRules: packageRules(project),
    },
    marker: false,
    newline: true,
  });
}

function manager(managerFilePatterns: readonly string[], matchString: string, templates: object): object {
  return { customType: 'regex', managerFilePatterns, matchStrings: [matchString], ...templates };
}

/** Later rules win. */
function packageRules(project: typescript.TypeScriptProject): object[] {
  return [
    // Not for charts: their registries do not say when something was released.
    { matchDatasources: ['npm'], minimumReleaseAge: '3 days' },
    { matchDatasources: ['npm'], matchUpdateTypes: ['minor', 'patch'], groupName: 'packages of npm' },
    { matchFileNames: ['scaffold/src/**'], groupName: 'actions of GitHub' },
    { matchFileNames: ['e2e/tools/**'], matchManagers: ['gomod'], matchUpdateTypes: ['minor', 'patch'], groupName: 'tools of the tests' },
    { description: 'A tool\'s own replacements, which its next release may change.', matchManagers: ['gomod'], matchDepTypes: ['replace'], enabled: false },
    { description: 'The last one that Go builds from its module alone (e2e/README.md).', matchFileNames: ['e2e/tools/cert-manager/go.mod'], enabled: false },
    ...kubernetesVersions().flatMap((version) => kubernetesRules(version)),
    { description: 'Ranges of users\' own copies rise by hand.', matchDepTypes: ['peerDependencies', 'engines'], enabled: false },
    {
      description: 'projen chooses these ranges.',
      matchFileNames: ['package.json'],
      matchPackageNames: chosenByProjen(project),
      enabled: false,
    },
    ...BOUNDS.map(({ packages, allowedVersions, description }) => ({
      description,
      matchDatasources: ['npm'],
      matchPackageNames: packages,
      ...allowedVersions === undefined ? { enabled: false } : { allowedVersions },
    })),
  ];
}

/** Programs and libraries of one release, moved together and by patches alone. */
function kubernetesRules(version: string): object[] {
  const matchFileNames = [`e2e/tools/kubernetes-${version}/go.mod`];
  const matchPackageNames = ['k8s.io/**'];
  return [
    { matchFileNames, matchPackageNames, allowedVersions: `/^v[01]\\.${version.split('.')[1]}\\./`, groupName: `Kubernetes ${version} of the tests` },
    { matchFileNames, matchPackageNames, matchDepTypes: ['replace'], enabled: true },
  ];
}

function chosenByProjen({ deps }: typescript.TypeScriptProject): string[] {
  return [...new Set(deps.all.filter(({ version = '*', type }) => String(type) === 'build' && /^[\^*]/.test(version)).map(({ name }) => name))].sort();
}

/** Minor versions that the test cluster can run: `1.36`. */
function kubernetesVersions(): string[] {
  return readdirSync('e2e/tools').flatMap((name) => /^kubernetes-(.+)$/.exec(name)?.[1] ?? []).sort();
}
