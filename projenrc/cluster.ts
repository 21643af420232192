import { JsonFile, type typescript } from 'projen';

const FOLDER = 'e2e';

/** Defines the test cluster's commands, its suites' configuration and what it needs beside the project's own dependencies. */
export function configureCluster(project: typescript.TypeScriptProject): void {
  // Node can read X.509 certificates but cannot sign them, and the openssl command differs between Linux and macOS.
  project.addDevDeps('@peculiar/x509@2.2.0', 'reflect-metadata@0.2.2');

  new JsonFile(project, `${FOLDER}/tsconfig.json`, {
    obj: {
      extends: '../tsconfig.json',
      // The library for certificates names the types of WebCrypto as browsers do.
      compilerOptions: { noEmit: true, rootDir: '..', lib: ['es2023', 'dom'], types: ['node', 'jest'], isolatedModules: true, inlineSourceMap: true },
      include: ['**/*.ts'],
      exclude: ['node_modules'],
    },
    marker: true,
  });
  // The suites share one API server, and helm is a program that takes a core.
  jestConfiguration(project, `${FOLDER}/jest.config.json`, '<rootDir>/suites/**/*.test.ts', '<rootDir>/tsconfig.json', {
    setupFilesAfterEnv: ['<rootDir>/suites/close-connections.ts'],
  });
  jestConfiguration(project, `${FOLDER}/helm/jest.config.json`, '<rootDir>/**/*.test.ts', '<rootDir>/../tsconfig.json');

  // Everything here is transpiled as it is loaded, so it needs the dependencies and not lib/.
  const [installDependencies] = project.tasks.tryFind('prepare:clone')!.steps;
  const command = (name: string, description: string, main: string) => {
    const task = project.addTask(name, { description, env: { TS_NODE_PROJECT: `${FOLDER}/tsconfig.json` }, steps: [installDependencies] });
    task.exec(`node -r ts-node/register/transpile-only ${FOLDER}/${main}`, { receiveArgs: true });
  };
  command('cluster', 'A Kubernetes on this machine, from real components: up, down, status, load-image, kubectl', 'cluster/main.ts');
  command('cluster:tools', 'Build the programs of the test cluster, where they are not built yet', 'tools/main.ts');
  command('test:cluster', 'Run the suites of e2e/ on the test cluster, or on your own with --existing', 'suites/main.ts');
  command('test:helm', 'Hold the charts of models against their YAML with the real helm; needs no cluster', 'helm/main.ts');
}

/** Writes the configuration of a suite that is not part of the default tests. */
export function jestConfiguration(project: typescript.TypeScriptProject, path: string, tests: string, tsconfig: string, more: object = {}): void {
  new JsonFile(project, path, {
    obj: { rootDir: '.', testMatch: [tests], transform: { '^.+\\.ts$': ['ts-jest', { tsconfig }] }, testTimeout: 120_000, maxWorkers: 1, ...more },
    marker: false,
    newline: true,
  });
}
