import { github, type typescript, YamlFile } from 'projen';
import { reviewPipeline } from './azure-pipeline';

/** Actions by the digest of a release: a tag can be moved. */
const CHECKOUT = 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683'; // v4.2.2
const SETUP_NODE = 'actions/setup-node@39370e3970a6d050c480ffad4ff0ed4d3fdee5af'; // v4.1.0
const UPLOAD = 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02'; // v4.6.2
const DOWNLOAD = 'actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093'; // v4.3.0

const READ = { contents: github.workflows.JobPermission.READ };
const RUNS_ON = ['ubuntu-24.04'];
const NODE = { name: 'Set up Node', uses: SETUP_NODE, with: { 'node-version': '22', 'cache': 'npm' } };

/** Without the token in the clone's configuration, where every later step could read it. */
const checkOut = (more: Record<string, unknown> = {}) => ({ name: 'Check out', uses: CHECKOUT, with: { 'persist-credentials': false, ...more } });

/** A pull request of this repository, whose token may write a comment; one from a fork has the review in the run's summary alone. */
const IS_OWN = 'github.event_name == \'pull_request\' && github.event.pull_request.head.repo.full_name == github.repository';

/** What a pull request has to pass and what its reviewer reads, and what is looked at without one. */
export function configureWorkflows(project: typescript.TypeScriptProject): void {
  const build = new github.GithubWorkflow(project.github!, 'build', {
    limitConcurrency: true,
    concurrencyOptions: { group: '${{ github.workflow }}-${{ github.ref }}', cancelInProgress: true },
  });
  build.on({ pullRequest: {}, push: { branches: ['main'] } });
  build.addJobs({ test: testJob(), review: reviewJob(), comment: commentJob() });

  const watch = new github.GithubWorkflow(project.github!, 'watch', {
    limitConcurrency: true,
    concurrencyOptions: { group: '${{ github.workflow }}', cancelInProgress: true },
  });
  watch.on({ schedule: [{ cron: '17 5 * * 1' }], workflowDispatch: {} });
  watch.addJob('watch', watchJob());

  new YamlFile(project, 'azure-pipelines.yml', { obj: reviewPipeline() });

  const lint = project.addTask('lint:workflows', { description: 'actionlint and zizmor over the workflows (needs Go and pip, once)' });
  lint.exec('ts-node --transpile-only --project projenrc/tsconfig.json projenrc/lint-workflows.ts');
  const bench = project.addTask('bench:review', { description: 'Measure review beside git diff' });
  bench.spawn(project.tasks.tryFind('prepare:clone')!);
  bench.exec('node -r ts-node/register/transpile-only bench/review/main.ts', { receiveArgs: true });
}

function testJob(): github.workflows.Job {
  return {
    runsOn: RUNS_ON,
    timeoutMinutes: 30,
    permissions: READ,
    env: { CI: 'true' },
    strategy: { failFast: false, matrix: { domain: { node: ['20', '22', '24'] } } },
    steps: [
      checkOut(),
      { name: 'Set up Node', uses: SETUP_NODE, with: { 'node-version': '${{ matrix.node }}', 'cache': 'npm' } },
      { name: 'Install R, which the tests of the runtime need', run: 'sudo sh model-image/install-r.sh' },
      { name: 'Test', run: 'npx -y projen test' },
      { name: 'See that dist/ is what the specs say', run: 'npx -y projen synth --check' },
    ],
  };
}

/** Runs the code of the pull request, and so may do nothing but read. */
function reviewJob(): github.workflows.Job {
  return {
    if: 'github.event_name == \'pull_request\'',
    runsOn: RUNS_ON,
    timeoutMinutes: 10,
    permissions: READ,
    steps: [
      checkOut({ 'fetch-depth': 0 }),
      NODE,
      { name: 'Install and compile', run: 'npx -y projen prepare:clone' },
      {
        name: 'Say what the change means',
        env: { BASE: 'origin/${{ github.base_ref }}' },
        run: 'node lib/cli/main.js review --base "$BASE" --format markdown > review.md\ncat review.md >> "$GITHUB_STEP_SUMMARY"',
      },
      { name: 'Keep the review', uses: UPLOAD, with: { 'name': 'review', 'path': 'review.md', 'retention-days': 7 } },
    ],
  };
}

/** May write comments, and so runs nothing of the pull request: it has a text, and posts it once. */
function commentJob(): github.workflows.Job {
  return {
    if: IS_OWN,
    needs: ['review'],
    runsOn: RUNS_ON,
    timeoutMinutes: 5,
    permissions: { pullRequests: github.workflows.JobPermission.WRITE },
    steps: [
      { name: 'Fetch the review', uses: DOWNLOAD, with: { name: 'review' } },
      {
        name: 'Post it, or bring the earlier comment up to date',
        env: { GH_TOKEN: '${{ github.token }}', REPOSITORY: '${{ github.repository }}', NUMBER: '${{ github.event.pull_request.number }}' },
        run: [
          'filter=\'.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- plumbline-review -->"))) | .id\'',
          'comment="$(gh api --paginate "repos/$REPOSITORY/issues/$NUMBER/comments" --jq "$filter" | head -n 1)"',
          'if [ -n "$comment" ]; then',
          '  gh api --method PATCH "repos/$REPOSITORY/issues/comments/$comment" --field body=@review.md --silent',
          'else',
          '  gh api --method POST "repos/$REPOSITORY/issues/$NUMBER/comments" --field body=@review.md --silent',
          'fi',
        ].join('\n'),
      },
    ],
  };
}

/** What goes stale although nobody changes anything: a version of Kubernetes, and a dist/ that was pushed around the checks. */
function watchJob(): github.workflows.Job {
  return {
    runsOn: RUNS_ON,
    timeoutMinutes: 10,
    permissions: READ,
    steps: [
      checkOut(),
      NODE,
      { name: 'See that dist/ is what the specs say', run: 'npx -y projen synth --check' },
      {
        name: 'See that nothing in the specs runs out',
        run: 'node lib/cli/main.js check --json > check.json\nnode -e \'for (const { file, message } of require("./check.json").warnings) { console.log(file + ": " + message); process.exitCode = 1; }\'',
      },
    ],
  };
}
