import { github, type typescript } from 'projen';

/** Actions by the digest of a release: a tag can be moved. */
const CHECKOUT = 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683'; // v4.2.2
const SETUP_NODE = 'actions/setup-node@39370e3970a6d050c480ffad4ff0ed4d3fdee5af'; // v4.1.0

/** What every pull request has to pass, on each version of Node that Plumbline supports. */
export function configureWorkflows(project: typescript.TypeScriptProject): void {
  const build = new github.GithubWorkflow(project.github!, 'build', {
    limitConcurrency: true,
    concurrencyOptions: { group: '${{ github.workflow }}-${{ github.ref }}', cancelInProgress: true },
  });
  build.on({ pullRequest: {}, push: { branches: ['main'] } });
  build.addJob('test', {
    runsOn: ['ubuntu-24.04'],
    timeoutMinutes: 30,
    permissions: { contents: github.workflows.JobPermission.READ },
    env: { CI: 'true' },
    strategy: { failFast: false, matrix: { domain: { node: ['20', '22', '24'] } } },
    steps: [
      { name: 'Check out', uses: CHECKOUT, with: { 'persist-credentials': false } },
      { name: 'Set up Node', uses: SETUP_NODE, with: { 'node-version': '${{ matrix.node }}', 'cache': 'npm' } },
      { name: 'Install R, which the tests of the runtime need', run: 'sudo sh model-image/install-r.sh' },
      { name: 'Test', run: 'npx -y projen test' },
      { name: 'See that dist/ is what the specs say', run: 'npx -y projen synth --check' },
    ],
  });
}
