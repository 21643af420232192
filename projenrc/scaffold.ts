import { JsonFile, type typescript } from 'projen';

const FOLDER = 'scaffold';

/** Compiles where something is missing or stale. The compiler of jsii has a TypeScript of its own, so the package has its own dependencies. */
const PREPARE = [
  {
    name: 'installing the dependencies of scaffold/',
    condition: `[ ! -e ${FOLDER}/node_modules/.package-lock.json ] || [ ${FOLDER}/package-lock.json -nt ${FOLDER}/node_modules/.package-lock.json ]`,
    exec: `npm ci --prefix ${FOLDER} --no-audit --no-fund --loglevel=error && touch ${FOLDER}/node_modules/.package-lock.json`,
  },
  { name: 'compiling scaffold/', cwd: FOLDER, exec: 'node_modules/.bin/jsii' },
];

/** The package from which `npx projen new --from` makes a team's repository. */
export function configureScaffold(project: typescript.TypeScriptProject): void {
  new JsonFile(project, `${FOLDER}/package.json`, {
    obj: {
      name: 'projen-plumbline',
      version: '0.0.0',
      description: 'A projen project type: a team\'s own repository of Plumbline\'s scoring services.',
      keywords: ['projen', 'plumbline', 'r', 'aks', 'model-serving'],
      license: 'Apache-2.0',
      author: { name: 'The Plumbline authors', organization: true },
      repository: { type: 'git', url: 'https://github.com/contoso/plumbline.git' },
      stability: 'experimental',
      main: 'lib/index.js',
      types: 'lib/index.d.ts',
      files: ['.jsii', 'lib/**/*.js', 'lib/**/*.d.ts'],
      engines: { node: '>= 20.19.0' },
      peerDependencies: { constructs: '^10.8.1', projen: '^0.103.25' },
      devDependencies: { '@types/node': '20.19.0', 'constructs': '10.8.1', 'jsii': '6.0.16', 'projen': '0.103.25' },
      jsii: { outdir: 'dist', targets: {}, tsc: { rootDir: 'src', outDir: 'lib' }, versionFormat: 'full' },
    },
    marker: false,
    newline: true,
  });
  // For editors and the linter; jsii writes its own one level up.
  new JsonFile(project, `${FOLDER}/src/tsconfig.json`, {
    obj: { extends: '../../tsconfig.json', compilerOptions: { noEmit: true, rootDir: '.', types: ['node'] }, include: ['**/*.ts'] },
    marker: true,
  });
  new JsonFile(project, 'e2e/scaffold/jest.config.json', {
    obj: {
      rootDir: '.', testMatch: ['<rootDir>/**/*.test.ts'], transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/../tsconfig.json' }] }, testTimeout: 600_000, maxWorkers: 1,
    },
    marker: false,
    newline: true,
  });
  const prepare = project.addTask('prepare:packages', { description: 'Compile what the packages are packed from, where missing or stale' });
  prepare.spawn(project.tasks.tryFind('prepare:clone')!);
  for (const step of PREPARE) { prepare.addSteps(step); }
  const test = project.addTask('test:scaffold', { description: 'Make a team\'s repository from packed packages, and use it (installs packages)' });
  test.spawn(prepare);
  test.exec('jest --ci --config e2e/scaffold/jest.config.json', { receiveArgs: true });

  project.npmignore?.exclude(`/${FOLDER}/`);
  project.gitignore.exclude(...['lib', 'dist', '.jsii', 'tsconfig.json'].map((name) => `/${FOLDER}/${name}`));
}
