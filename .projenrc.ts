import { javascript, typescript } from 'projen';
import { configureCluster } from './projenrc/cluster';
import { configureDocsPage } from './projenrc/docs-page';
import { configureGateway } from './projenrc/gateway';
import { configureImage } from './projenrc/image';
import { configureLayers } from './projenrc/layers';
import { configureRenovate } from './projenrc/renovate';
import { configureScaffold } from './projenrc/scaffold';
import { configureTasks } from './projenrc/tasks';
import { configureWorkflows } from './projenrc/workflows';

const project = new typescript.TypeScriptProject({
  name: 'plumbline-scoring',
  description: 'From an R model and a short YAML spec to a production scoring service on Azure Kubernetes Service.',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  license: 'Apache-2.0',
  copyrightOwner: 'The Plumbline authors',
  keywords: ['r', 'kubernetes', 'aks', 'cdk8s', 'helm', 'flux', 'model-serving'],
  minNodeVersion: '20.19.0',
  workflowNodeVersion: '22',
  typescriptVersion: '~6.0.3',
  projenVersion: '0.103.25',
  projenrcTs: true,
  sampleCode: false,
  entrypoint: 'lib/index.js',
  entrypointTypes: 'lib/index.d.ts',
  bin: { plumbline: 'lib/cli/main.js' },
  artifactsDirectory: 'pkg',
  // Loaded lazily where they cost start-up time: see src/cli.
  deps: [
    // 2.x needs Node 22.
    '@kubernetes/client-node@1.4.0',
    // The two of Azure Resource Manager ask for Node 22 and run on 20; deployments are not in arm-resources.
    '@azure/arm-resources@8.0.0', '@azure/arm-resourcesdeployments@2.0.0', '@azure/identity@4.13.1',
    'fflate@0.8.3', 'tar-stream@3.2.2',
    'ajv@8.20.0', 'chokidar@4.0.3', 'commander@14.0.2', 'fastest-levenshtein@1.0.16', 'js-yaml@4.3.2', 'picomatch@4.0.3', 'semver@7.7.3',
    'yaml@2.9.1',
  ],
  // Peers, so that a team's own cdk8s app and Plumbline's constructs share one copy; projen pins the development copy to these floors.
  peerDeps: ['cdk8s@^2.70.106', 'cdk8s-plus-27@^2.9.5', 'constructs@^10.8.1'],
  devDeps: [
    '@types/js-yaml@4.0.9', '@types/node@~20.19.0', '@types/picomatch@4.0.2', '@types/semver@7.7.1', '@types/ws@8.18.1',
    // Prometheus' own parser of its queries, and what it runs on.
    '@prometheus-io/lezer-promql@0.315.0', '@lezer/common@1.5.5', '@lezer/highlight@1.2.5', '@lezer/lr@1.4.12',
    'ajv-formats@3.0.1', 'fast-check@4.10.2', 'json-schema-to-typescript@15.0.4',
  ],
  jestOptions: {
    // projen's default rewrites snapshots on every local run, so they could never fail.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/model-image/{gateway,fetcher}/test/**/*.test.ts'],
      transform: { '^.+\\.ts$': new javascript.Transform('ts-jest', { tsconfig: 'test/tsconfig.json', isolatedModules: true }) },
      moduleNameMapper: { '^plumbline-scoring$': '<rootDir>/src/index' },
      // The first test of a suite pays for its transpilation and for R or Node start-up.
      testTimeout: 60_000,
    },
  },
  eslintOptions: { dirs: ['src', 'test', 'e2e', 'bench', 'projenrc', 'model-image', 'scaffold/src'], devdirs: ['scaffold/src', 'test', 'e2e', 'bench', 'projenrc', 'model-image/gateway/test', 'model-image/gateway/suites', 'model-image/fetcher'] },
  tsconfig: {
    // The types of the Azure login name types of browsers.
    compilerOptions: { skipLibCheck: true, lib: ['es2023'], target: 'es2022', noUncheckedIndexedAccess: false, declaration: true, sourceMap: false, inlineSourceMap: false, inlineSources: false },
  },
  buildWorkflow: false,
  release: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  githubOptions: { mergify: false, pullRequestLint: false },
});

// projen asks for one version of jest and of its types, and they are not released together.
project.addDevDeps('jest@30.5.2', '@types/jest@30.0.0', 'ts-jest@29.4.15', 'ts-node@10.9.2');
// 1.13.0 is published without the binaries of most platforms, so that `npm ci` refuses any lock file with it.
project.package.addField('overrides', { 'unrs-resolver': '1.11.1' });
project.tsconfig!.file.addOverride('compilerOptions.types', ['node']);
project.tsconfigDev.file.addOverride('compilerOptions.types', ['node', 'jest']);
// The samples of docs/ import the package by its name, as a reader would.
project.tsconfigDev.addInclude('../docs/samples/**/*.ts');
project.tsconfigDev.addInclude('../bench/**/*.ts');
project.tsconfigDev.file.addOverride('compilerOptions.paths', { 'plumbline-scoring': ['../src/index'] });

configureTasks(project);
configureGateway(project);
configureDocsPage(project);
configureImage(project);
configureCluster(project);
configureLayers(project);
configureWorkflows(project);
configureScaffold(project);
configureRenovate(project);

// dist/ is the rendered output: committed for review and for Flux, unlike a build folder.
project.gitignore.removePatterns('/dist/');
project.gitignore.exclude('/pkg/', '/.plumbline/', '.DS_Store');
project.npmignore?.exclude('/dist/', '/models/', '/environments/', '/bench/', '/e2e/', '/docs/*', '/.plumbline/', '/.ci/');
// `plumbline review` reads them wherever it is installed.
project.npmignore?.include('/docs/migrations/');
project.annotateGenerated('/dist/**');
project.annotateGenerated('/src/**/*.generated.ts');
project.annotateGenerated('/schemas/compiled/**');
project.annotateGenerated('/docs/reference/**');
project.annotateGenerated('/test/fixtures/kubernetes/**');

project.synth();
