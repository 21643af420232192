/** The same for Azure DevOps: tests, dist/ against the specs, and the review in the run's summary. */
export function reviewPipeline(): object {
  const node = { task: 'UseNode@1', displayName: 'Set up Node', inputs: { version: '22.x' } };
  const checkout = { checkout: 'self', fetchDepth: 0, persistCredentials: false };
  return {
    trigger: { branches: { include: ['main'] } },
    pr: { branches: { include: ['main'] } },
    pool: { vmImage: 'ubuntu-24.04' },
    jobs: [
      {
        job: 'test',
        timeoutInMinutes: 30,
        steps: [
          checkout,
          node,
          { bash: 'sudo sh model-image/install-r.sh', displayName: 'Install R, which the tests of the runtime need' },
          { bash: 'npx -y projen test', displayName: 'Test', env: { CI: 'true' } },
          { bash: 'npx -y projen synth --check', displayName: 'See that dist/ is what the specs say' },
        ],
      },
      {
        job: 'review',
        condition: 'eq(variables[\'Build.Reason\'], \'PullRequest\')',
        timeoutInMinutes: 10,
        steps: [
          checkout,
          node,
          { bash: 'npx -y projen prepare:clone', displayName: 'Install and compile' },
          {
            bash: [
              'node lib/cli/main.js review --base "origin/${TARGET#refs/heads/}" --format markdown > "$FOLDER/review.md"',
              'echo "##vso[task.uploadsummary]$FOLDER/review.md"',
            ].join('\n'),
            displayName: 'Say what the change means',
            // By the environment: a branch's name is not to be read as a command.
            env: { TARGET: '$(System.PullRequest.TargetBranch)', FOLDER: '$(Agent.TempDirectory)' },
          },
        ],
      },
    ],
  };
}
