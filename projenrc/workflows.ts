import { github, type typescript, YamlFile } from 'projen';
import { azurePublishJob, imagesJob, publishJob, whatIfJob } from '../scaffold/src/publish-jobs';
import { azurePipeline, checkOut, type Commands, commentJob, READ, reviewJob, RUNS_ON, setUpNode, watchJob } from '../scaffold/src/review-jobs';

/** How this repository runs its own program. */
const COMMANDS: Commands = { prepare: 'npx -y projen prepare:clone', plumbline: 'node lib/cli/main.js' };

const AZURE_TESTS = [
  { bash: 'sudo sh model-image/install-r.sh', displayName: 'Install R, which the tests of the runtime need' },
  { bash: 'npx -y projen test', displayName: 'Test', env: { CI: 'true' } },
  { bash: 'npx -y projen synth --check', displayName: 'See that dist/ is what the specs say' },
];

/** What a pull request has to pass and what its reviewer reads, and what is looked at without one. */
export function configureWorkflows(project: typescript.TypeScriptProject): void {
  const build = new github.GithubWorkflow(project.github!, 'build', {
    limitConcurrency: true,
    concurrencyOptions: { group: '${{ github.workflow }}-${{ github.ref }}', cancelInProgress: true },
  });
  build.on({ pullRequest: {}, push: { branches: ['main'] } });
  build.addJobs(jobs({
    test: testJob(), review: reviewJob(COMMANDS), comment: commentJob(), images: imagesJob(COMMANDS), publish: publishJob(COMMANDS),
  }));

  const watch = new github.GithubWorkflow(project.github!, 'watch', {
    limitConcurrency: true,
    concurrencyOptions: { group: '${{ github.workflow }}', cancelInProgress: true },
  });
  watch.on({ schedule: [{ cron: '17 5 * * 1' }], workflowDispatch: {} });
  watch.addJobs(jobs({ 'watch': watchJob(COMMANDS), 'what-if': whatIfJob(COMMANDS) }));

  new YamlFile(project, 'azure-pipelines.yml', {
    obj: azurePipeline(COMMANDS, { testSteps: AZURE_TESTS, publish: (setUp) => azurePublishJob(COMMANDS, setUp) }),
  });

  const lint = project.addTask('lint:workflows', { description: 'actionlint and zizmor over the workflows (needs Go and pip, once)' });
  lint.exec('ts-node --transpile-only --project projenrc/tsconfig.json projenrc/lint-workflows.ts');
  const bench = project.addTask('bench:review', { description: 'Measure review beside git diff and, where Go is, dyff' });
  bench.spawn(project.tasks.tryFind('prepare:clone')!);
  bench.exec('node -r ts-node/register/transpile-only bench/review/main.ts', { receiveArgs: true });
}

function testJob(): object {
  return {
    runsOn: RUNS_ON,
    timeoutMinutes: 30,
    permissions: READ,
    env: { CI: 'true' },
    strategy: { failFast: false, matrix: { domain: { node: ['20', '22', '24'] } } },
    steps: [
      checkOut(),
      setUpNode('${{ matrix.node }}'),
      { name: 'Install R, which the tests of the runtime need', run: 'sudo sh model-image/install-r.sh' },
      { name: 'Test', run: 'npx -y projen test' },
      { name: 'See that dist/ is what the specs say', run: 'npx -y projen synth --check' },
    ],
  };
}

/** Jobs are plain data where a team's repository gets the same ones. */
function jobs(plain: Record<string, object>): Record<string, github.workflows.Job> {
  return plain as Record<string, github.workflows.Job>;
}
