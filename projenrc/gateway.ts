import { JsonFile, type typescript } from 'projen';
import { PLAYWRIGHT_VERSION } from './docs-page';

/** The runtime's own dependencies: the image installs these alone, and the command line (`plumbline serve`) brings them too. */
const DEPENDENCIES: Record<string, string> = {
  // 5.x because 6.x is an ES module alone, which Node 20.16 cannot require().
  'jose': '5.10.0',
  'hash-wasm': '4.13.0',
  'papaparse': '5.7.1',
  'prom-client': '15.1.3',
};

/** Loaded only where OpenTelemetry's environment variables ask for it, so the command line does not bring it. 0.3xx needs Node 22. */
const TELEMETRY: Record<string, string> = { '@opentelemetry/api': '1.9.1', '@opentelemetry/sdk-node': '0.223.0' };

const FOLDER = 'model-image/gateway';

/** Defines the workspace package of the scoring runtime, its compilation, its tests and its benchmarks. */
export function configureGateway(project: typescript.TypeScriptProject): void {
  project.package.addField('workspaces', [FOLDER]);
  project.addDeps(...Object.entries(DEPENDENCIES).map(([name, version]) => `${name}@${version}`));
  project.addDevDeps('@types/papaparse@5.5.2');

  new JsonFile(project, `${FOLDER}/package.json`, {
    obj: {
      name: 'plumbline-gateway',
      version: '0.0.0',
      description: 'The web process of a scoring pod: HTTP on one side, R workers on the other.',
      license: 'Apache-2.0',
      private: true,
      main: 'lib/main.js',
      bin: { 'plumbline-gateway': 'lib/main.js' },
      engines: { node: '>= 20.16.0' },
      dependencies: { ...TELEMETRY, ...DEPENDENCIES },
      // The root's own version, which npm hoists.
      devDependencies: { 'fast-check': '4.10.2', 'playwright-core': PLAYWRIGHT_VERSION },
    },
    marker: false,
    newline: true,
  });
  new JsonFile(project, `${FOLDER}/tsconfig.json`, {
    obj: {
      extends: '../../tsconfig.json',
      // papaparse's types name a browser type.
      compilerOptions: { skipLibCheck: true, rootDir: 'src', outDir: 'lib', allowJs: true, declaration: false, incremental: true, tsBuildInfoFile: 'lib/.tsbuildinfo', types: ['node'] },
      include: ['src/**/*'],
      exclude: ['node_modules'],
      references: [{ path: './docs-page' }],
    },
    marker: true,
  });
  new JsonFile(project, `${FOLDER}/test/tsconfig.json`, {
    obj: {
      extends: '../../../tsconfig.json',
      compilerOptions: { skipLibCheck: true, noEmit: true, rootDir: '../../..', allowJs: true, isolatedModules: true, types: ['node', 'jest'] },
      include: ['**/*.ts'],
      exclude: ['node_modules'],
    },
    marker: true,
  });
  new JsonFile(project, 'bench/tsconfig.json', {
    obj: {
      extends: '../tsconfig.json',
      compilerOptions: { skipLibCheck: true, noEmit: true, rootDir: '..', types: ['node'] },
      include: ['**/*.ts'],
      exclude: ['node_modules'],
    },
    marker: true,
  });
  project.gitignore.exclude(`/${FOLDER}/lib/`);

  const prepareClone = project.tasks.tryFind('prepare:clone')!;
  prepareClone.exec(`tsc --build ${FOLDER} && touch ${FOLDER}/lib/.built`, {
    name: 'compiling the gateway',
    condition: `[ ! -e ${FOLDER}/lib/.built ] || [ -n "$(find ${FOLDER}/src ${FOLDER}/docs-page ${FOLDER}/tsconfig.json package.json -newer ${FOLDER}/lib/.built -print | head -n 1)" ]`,
  });

  const prepareR = project.addTask('prepare:r', { description: 'Install R and the packages of the sample models, where missing and where this can' });
  prepareR.exec('sh model-image/install-r.sh');
  // Before jest, which is the first step of the test task that needs R.
  project.testTask.prependSpawn(prepareR);

  new JsonFile(project, `${FOLDER}/test/clients/jest.config.json`, {
    obj: {
      rootDir: '.',
      testMatch: ['<rootDir>/*.clients.ts'],
      transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/../tsconfig.json' }] },
      testTimeout: 300_000,
      maxWorkers: 1,
    },
    marker: false,
    newline: true,
  });
  const clients = project.addTask('test:clients', { description: 'Run other people\'s clients against the scoring runtime; makes a Python environment for them, once' });
  clients.spawn(prepareClone);
  clients.spawn(prepareR);
  clients.exec(`jest --ci --config ${FOLDER}/test/clients/jest.config.json`, { receiveArgs: true });

  const bench = project.addTask('bench:serving', { description: 'Measure the scoring runtime beside plumber and its other peers on this machine: at most 12 minutes, --minutes' });
  bench.spawn(prepareClone);
  bench.exec('node -r ts-node/register/transpile-only bench/serving/main.ts', { receiveArgs: true });

  const soak = project.addTask('bench:soak', { description: 'Watch the memory of the scoring runtime at 70 % load for ten minutes, or as many as are given' });
  soak.spawn(prepareClone);
  soak.exec('node -r ts-node/register/transpile-only bench/serving/soak.ts', { receiveArgs: true });
}
