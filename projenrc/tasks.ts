import type { typescript } from 'projen';

/** Files whose change makes lib/ stale. */
const COMPILE_INPUTS = 'src schemas tsconfig.json package.json';

const COMPILE = 'tsc --build && node -e "require(\'./lib/render/prebuild\').prebuild()" && touch lib/.built';

/**
 * The commands of the project. Each first brings a fresh clone to where it can run: dependencies by the lock file, lib/ by the compiler,
 * both only when they are missing or stale, so that a command on a prepared clone starts at once.
 */
export function configureTasks(project: typescript.TypeScriptProject): void {
  // projen's own value starts npx once more in every task, for about half a second.
  project.tasks.addEnvironment('PATH', '$(echo "$PWD/node_modules/.bin:$PATH")');

  const prepare = project.addTask('prepare:clone', {
    description: 'Install locked dependencies and compile, where missing or stale',
    steps: [
      {
        name: 'installing the locked dependencies',
        condition: '[ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]',
        exec: 'npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json',
      },
      {
        name: 'compiling',
        condition: `[ ! -e lib/.built ] || [ -n "$(find ${COMPILE_INPUTS} -newer lib/.built -print | head -n 1)" ]`,
        exec: COMPILE,
      },
    ],
  });

  const command = (name: string, description: string, exec: string) => {
    const task = project.addTask(name, { description });
    task.spawn(prepare);
    task.exec(exec, { receiveArgs: true });
    return task;
  };

  command('synth', 'Render models/ and environments/ into dist/', 'node lib/cli/main.js synth');
  command('plumbline', 'Run the command line: npx projen plumbline <verb>', 'node lib/cli/main.js');
  command('bench:synth', 'Measure synth beside cdk8s App.synth()', 'node --expose-gc -r ts-node/register/transpile-only bench/synth/main.ts');
  command('bench:azure', 'Measure the node planner and the parameters for Azure of a thousand models', 'node -r ts-node/register/transpile-only bench/azure/main.ts');
  command('bench:charts', 'Measure the rendering of Helm charts beside that of YAML', 'node -r ts-node/register/transpile-only bench/charts/main.ts');
  command('test:update-goldens', 'Rewrite test/golden/*/expected from the code as it stands, and what Bicep predicts', 'UPDATE_GOLDENS=1 jest --ci=false test/golden.test.ts test/review/golden.test.ts test/bicep/snapshot.test.ts test/bicep/environments.test.ts');

  const generate = project.addTask('generate', { description: 'Rewrite the files that are generated from schemas/' });
  generate.exec('ts-node --transpile-only --project projenrc/tsconfig.json projenrc/generate.ts', { receiveArgs: true });

  const fixtures = project.addTask('fixtures:kubernetes', { description: 'Rewrite the Kubernetes schemas of the tests from their Go modules (needs go)' });
  fixtures.exec('ts-node --transpile-only --project test/tsconfig.json test/fixtures/kubernetes/refresh.ts');

  const compile = project.compileTask;
  compile.reset(COMPILE);

  project.testTask.reset();
  project.testTask.spawn(prepare);
  project.testTask.exec('jest --ci', { receiveArgs: true });
  // jest only transpiles.
  project.testTask.exec('tsc --noEmit --project test/tsconfig.json');
  project.testTask.spawn(project.eslint!.eslintTask);
}
