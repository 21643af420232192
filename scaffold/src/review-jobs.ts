/** Actions by the digest of a release: a tag can be moved. */
export const ACTIONS = {
  checkout: 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683', // v4.2.2
  setupNode: 'actions/setup-node@39370e3970a6d050c480ffad4ff0ed4d3fdee5af', // v4.1.0
  upload: 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02', // v4.6.2
  download: 'actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093', // v4.3.0
  azureLogin: 'azure/login@a457da9ea143d694b1b9c7c869ebb04ebe844ef5', // v2.3.0
};

export const READ = { contents: 'read' };
export const RUNS_ON = ['ubuntu-24.04'];

/** How a repository runs Plumbline. */
export interface Commands {
  /** Brings a fresh clone to where it can run. */
  readonly prepare: string;
  readonly plumbline: string;
}

/** Without the token in the clone's configuration, where every later step could read it. */
export function checkOut(more: Record<string, unknown> = {}): object {
  return { name: 'Check out', uses: ACTIONS.checkout, with: { 'persist-credentials': false, ...more } };
}

export function setUpNode(version = '22'): object {
  return { name: 'Set up Node', uses: ACTIONS.setupNode, with: { 'node-version': version, 'cache': 'npm' } };
}

/** A pull request of this repository, whose token may write a comment; one from a fork has the review in the run's summary alone. */
const IS_OWN = 'github.event_name == \'pull_request\' && github.event.pull_request.head.repo.full_name == github.repository';

/** Runs the code of the pull request, and so may do nothing but read. */
export function reviewJob({ prepare, plumbline }: Commands): object {
  return {
    if: 'github.event_name == \'pull_request\'',
    runsOn: RUNS_ON,
    timeoutMinutes: 10,
    permissions: READ,
    steps: [
      checkOut({ 'fetch-depth': 0 }),
      setUpNode(),
      { name: 'Install and compile', run: prepare },
      {
        name: 'Say what the change means',
        env: { BASE: 'origin/${{ github.base_ref }}' },
        run: `${plumbline} review --base "$BASE" --format markdown > review.md\ncat review.md >> "$GITHUB_STEP_SUMMARY"`,
      },
      { name: 'Keep the review', uses: ACTIONS.upload, with: { 'name': 'review', 'path': 'review.md', 'retention-days': 7 } },
    ],
  };
}

/** May write comments, and so runs nothing of the pull request: it has a text, and posts it once. */
export function commentJob(): object {
  return {
    if: IS_OWN,
    needs: ['review'],
    runsOn: RUNS_ON,
    timeoutMinutes: 5,
    permissions: { pullRequests: 'write' },
    steps: [
      { name: 'Fetch the review', uses: ACTIONS.download, with: { name: 'review' } },
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

export interface AzurePipelineOptions {
  /** What the test job does on a clone. */
  readonly testSteps: readonly object[];
  /** Service connection of whoever pushes; empty for nobody. */
  readonly publishConnection?: string;
  /** Makes the part that pushes, of the steps that bring a clone. */
  readonly publish: (setUp: readonly object[]) => object;
}

/** What goes stale although nobody changes anything: a version of Kubernetes, and a dist/ that was pushed around the checks. */
export function watchJob({ plumbline }: Commands): object {
  return {
    runsOn: RUNS_ON,
    timeoutMinutes: 10,
    permissions: READ,
    steps: [
      checkOut(),
      setUpNode(),
      { name: 'See that dist/ is what the specs say', run: 'npx -y projen synth --check' },
      {
        name: 'See that nothing in the specs runs out',
        run: `${plumbline} check --json > check.json\nnode -e 'for (const { file, message } of require("./check.json").warnings) { console.log(file + ": " + message); process.exitCode = 1; }'`,
      },
    ],
  };
}

/** The same for Azure DevOps: tests, the review in the run's summary, and what follows on the main branch. */
export function azurePipeline({ prepare, plumbline }: Commands, { testSteps, publishConnection = '', publish }: AzurePipelineOptions): object {
  const node = { task: 'UseNode@1', displayName: 'Set up Node', inputs: { version: '22.x' } };
  const checkout = { checkout: 'self', fetchDepth: 0, persistCredentials: false };
  return {
    trigger: { branches: { include: ['main'] } },
    pr: { branches: { include: ['main'] } },
    parameters: [{ name: 'publishConnection', type: 'string', default: publishConnection }],
    pool: { vmImage: 'ubuntu-24.04' },
    jobs: [
      { job: 'test', timeoutInMinutes: 30, steps: [checkout, node, ...testSteps] },
      {
        job: 'review',
        condition: 'eq(variables[\'Build.Reason\'], \'PullRequest\')',
        timeoutInMinutes: 10,
        steps: [
          checkout,
          node,
          { bash: prepare, displayName: 'Install and compile' },
          {
            bash: [
              `${plumbline} review --base "origin/\${TARGET#refs/heads/}" --format markdown > "$FOLDER/review.md"`,
              'echo "##vso[task.uploadsummary]$FOLDER/review.md"',
            ].join('\n'),
            displayName: 'Say what the change means',
            // By the environment: a branch's name is not to be read as a command.
            env: { TARGET: '$(System.PullRequest.TargetBranch)', FOLDER: '$(Agent.TempDirectory)' },
          },
        ],
      },
      publish([checkout, node]),
    ],
  };
}
