import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PINS } from '../../src/constructs/component-pins';

interface Manager {
  readonly customType: string;
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
  readonly datasourceTemplate?: string;
  readonly depNameTemplate?: string;
}

interface Rule {
  readonly matchFileNames?: readonly string[];
  readonly matchPackageNames?: readonly string[];
  readonly allowedVersions?: string;
  readonly enabled?: boolean;
}

const ROOT = join(__dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { customManagers, packageRules } = JSON.parse(read('renovate.json')) as { customManagers: Manager[]; packageRules: Rule[] };

/** What Renovate's regex managers take from a file: the groups of each match, with what a template says. */
function foundIn(path: string): Record<string, string | undefined>[] {
  return customManagers
    .filter(({ managerFilePatterns }) => managerFilePatterns.some((pattern) => new RegExp(pattern.slice(1, -1)).test(path)))
    .flatMap(({ matchStrings, datasourceTemplate, depNameTemplate }) => matchStrings.flatMap((matchString) =>
      [...read(path).matchAll(new RegExp(matchString, 'g'))].map(({ groups }) => ({
        ...datasourceTemplate !== undefined && { datasource: datasourceTemplate },
        ...depNameTemplate !== undefined && { depName: depNameTemplate },
        ...groups,
      }))));
}

describe('Renovate', () => {
  test('finds the pin of every component, and where newer ones are', () => {
    expect(foundIn('src/constructs/component-pins.ts')).toEqual(Object.values(PINS).map(({ url, chart, version }) => url.startsWith('oci://')
      ? { datasource: 'docker', registryUrl: undefined, depName: url.replace('oci://', ''), currentValue: version }
      : { datasource: 'helm', registryUrl: url, depName: chart, currentValue: version }));
  });

  test('finds every action that a workflow uses, with its digest and release', () => {
    const found = foundIn('scaffold/src/review-jobs.ts');
    const used = readdirSync(join(ROOT, '.github', 'workflows')).flatMap((file) => {
      const { jobs } = parse(read(`.github/workflows/${file}`)) as { jobs: Record<string, { steps: { uses?: string }[] }> };
      return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    });
    expect(found.map(({ depName, currentDigest }) => `${depName}@${currentDigest}`).sort()).toEqual([...new Set(used)].sort());
    expect(found.map(({ currentValue }) => currentValue).filter((release) => !/^v\d+\.\d+\.\d+$/.test(release!))).toEqual([]);
  });

  const files = ['.projenrc.ts', ...readdirSync(join(ROOT, 'projenrc')).filter((file) => file.endsWith('.ts')).map((file) => `projenrc/${file}`)];
  const inCode = new Set(files.flatMap(foundIn).map(({ depName, currentValue }) => `${depName} ${currentValue}`));

  test.each(['package.json', 'model-image/gateway/package.json', 'scaffold/package.json'])('finds in projen\'s code each version that %s has of what may rise', (file) => {
    const held = new Set(packageRules.filter(({ enabled }) => enabled === false).flatMap(({ matchPackageNames = [] }) => matchPackageNames));
    const { dependencies = {}, devDependencies = {} } = JSON.parse(read(file)) as Record<string, Record<string, string>>;
    const pins = Object.entries({ ...dependencies, ...devDependencies }).filter(([name]) => !held.has(name));
    expect(pins.length).toBeGreaterThan(1);
    expect(pins.map((pin) => pin.join(' ')).filter((pin) => !inCode.has(pin))).toEqual([]);
  });

  test.each(readdirSync(join(ROOT, 'e2e', 'tools')).filter((folder) => folder.startsWith('kubernetes-')))('leaves the tools of %s on their minor version', (folder) => {
    const bounds = packageRules.filter(({ matchFileNames, allowedVersions }) => allowedVersions !== undefined && matchFileNames?.includes(`e2e/tools/${folder}/go.mod`));
    const [, minor] = folder.split('.').map(Number);
    const allowed = new RegExp(bounds[0].allowedVersions!.slice(1, -1));
    expect([`v1.${minor}.9`, `v0.${minor}.9`, `v1.${minor + 1}.0`, `v1.${minor - 1}.0`].map((version) => allowed.test(version))).toEqual([true, true, false, false]);
  });

  test('has expressions that RE2 knows: nothing that looks ahead, back or refers', () => {
    expect(customManagers.flatMap(({ matchStrings }) => matchStrings).filter((text) => /\(\?<?[=!]|\\[1-9]|\\k</.test(text))).toEqual([]);
  });
});
