import { JsonFile, type typescript } from 'projen';
import { jestConfiguration } from './cluster';

const FOLDER = 'model-image/fetcher';

/** Bundled into one file, so that the image holds the parts of the Azure SDK that a fetch runs and the command line holds none. */
const BUNDLED = [
  // The last ones for Node 20, which Debian trixie has.
  '@azure/identity@4.13.1', '@azure/storage-blob@12.32.0',
  'tar-stream@3.2.2',
];

/** Defines the program that fetches models, and the suites of the image. */
export function configureImage(project: typescript.TypeScriptProject): void {
  project.addDevDeps(...BUNDLED, '@types/tar-stream@3.1.4', 'esbuild@0.28.2');

  const tsconfig = (path: string, root: string, types: string[]) => new JsonFile(project, path, {
    obj: {
      extends: `${root}/tsconfig.json`,
      compilerOptions: { skipLibCheck: true, noEmit: true, rootDir: root, types, isolatedModules: true },
      include: ['**/*.ts'],
      exclude: ['node_modules'],
    },
    marker: true,
  });
  tsconfig(`${FOLDER}/tsconfig.json`, '../..', ['node', 'jest']);
  project.gitignore.exclude(`/${FOLDER}/lib/`);

  const prepareClone = project.tasks.tryFind('prepare:clone')!;
  prepareClone.exec('ts-node --transpile-only --project projenrc/tsconfig.json projenrc/bundle-fetcher.ts && touch model-image/fetcher/lib/.built', {
    name: 'bundling the fetcher',
    condition: `[ ! -e ${FOLDER}/lib/.built ] || [ -n "$(find ${FOLDER}/src projenrc/bundle-fetcher.ts package.json -newer ${FOLDER}/lib/.built -print | head -n 1)" ]`,
  });

  jestConfiguration(project, 'e2e/fetcher/jest.config.json', '<rootDir>/**/*.test.ts', '<rootDir>/../tsconfig.json');
  const fetcher = project.addTask('test:fetcher', { description: 'Hold the fetcher against Azurite over HTTPS, with tokens for workload identities' });
  fetcher.spawn(prepareClone);
  fetcher.exec('jest --ci --config e2e/fetcher/jest.config.json', { receiveArgs: true });

  jestConfiguration(project, 'e2e/image/jest.config.json', '<rootDir>/*.test.ts', '<rootDir>/../tsconfig.json');
  const image = project.addTask('test:image', { description: 'Build the image from packages of Debian alone, and run it as a pod would (needs root on Linux)' });
  image.spawn(prepareClone);
  image.exec('sh model-image/install-builders.sh');
  image.exec('jest --ci --config e2e/image/jest.config.json', { receiveArgs: true });

  jestConfiguration(project, 'e2e/image/clients/jest.config.json', '<rootDir>/*.test.ts', '<rootDir>/../../tsconfig.json', { testTimeout: 300_000 });
  const clients = project.addTask('test:image:clients', { description: 'Ask one container of one image with every kind of client (needs root on Linux)' });
  clients.spawn(prepareClone);
  clients.spawn(project.tasks.tryFind('prepare:r')!);
  clients.exec('sh model-image/install-builders.sh');
  clients.exec('sh model-image/gateway/suites/browser/install-chromium.sh');
  clients.exec('jest --ci --config e2e/image/clients/jest.config.json', { receiveArgs: true });
}
