import { JsonFile, type typescript } from 'projen';

/** Named by the gateway's package too, whose suites use it. */
export const PLAYWRIGHT_VERSION = '1.65.1';

const FOLDER = 'model-image/gateway';

/** Defines the docs page's modules for browsers, and the suites that hold page and description against a real browser and a real fuzzer. */
export function configureDocsPage(project: typescript.TypeScriptProject): void {
  project.addDevDeps(`playwright-core@${PLAYWRIGHT_VERSION}`, '@seriousme/openapi-schema-validator@2.11.0');

  new JsonFile(project, `${FOLDER}/docs-page/tsconfig.json`, {
    obj: {
      extends: '../../../tsconfig.json',
      // Browsers load the modules as they are compiled, so imports name files.
      compilerOptions: {
        composite: true,
        module: 'es2022',
        moduleResolution: 'bundler',
        lib: ['es2023', 'dom', 'dom.iterable'],
        types: [],
        rootDir: '.',
        outDir: '../lib/docs-page/browser',
        declaration: true,
        tsBuildInfoFile: '../lib/docs-page/browser/.tsbuildinfo',
      },
      include: ['*.ts'],
      exclude: ['node_modules'],
    },
    marker: true,
  });
  new JsonFile(project, `${FOLDER}/suites/jest.config.json`, {
    obj: {
      rootDir: '.', testMatch: ['<rootDir>/**/*.test.ts'], transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json' }] }, testTimeout: 300_000, maxWorkers: 1,
    },
    marker: false,
    newline: true,
  });
  new JsonFile(project, `${FOLDER}/suites/tsconfig.json`, {
    obj: {
      extends: '../../../tsconfig.json',
      compilerOptions: { skipLibCheck: true, noEmit: true, rootDir: '../../..', allowJs: true, isolatedModules: true, lib: ['es2023', 'dom', 'dom.iterable'], types: ['node', 'jest'] },
      include: ['**/*.ts'],
      exclude: ['node_modules'],
    },
    marker: true,
  });

  const suite = (name: string, description: string, setUp: string): void => {
    const task = project.addTask(`test:${name}`, { description });
    task.spawn(project.tasks.tryFind('prepare:clone')!);
    task.spawn(project.tasks.tryFind('prepare:r')!);
    task.exec(setUp);
    task.exec(`jest --config ${FOLDER}/suites/jest.config.json ${FOLDER}/suites/${name}`, { receiveArgs: true });
  };
  suite('browser', 'Drive the docs page in a headless Chromium', `sh ${FOLDER}/suites/browser/install-chromium.sh`);
  suite('api', 'Look for server errors and undocumented answers with schemathesis', `sh ${FOLDER}/suites/api/install-schemathesis.sh`);

  const bench = project.addTask('bench:plumber', { description: 'Measure an annotated script beside a plumber process that serves the same file' });
  bench.spawn(project.tasks.tryFind('prepare:clone')!);
  bench.exec('node -r ts-node/register/transpile-only bench/serving/plumber-script.ts', { receiveArgs: true });
}
