import { ACTIONS, checkOut, type Commands, RUNS_ON, setUpNode } from './review-jobs';

/**
 * Pushes what Flux reads of the environments with `gitops.source: oci`, after the tests and on the main branch alone. It is skipped until the variables of the
 * repository name an identity that trusts this repository (AZURE_CLIENT_ID, AZURE_TENANT_ID): `azure.publishers` gives it the right to push.
 */
export function publishJob({ prepare, plumbline }: Commands): object {
  return {
    if: 'github.event_name == \'push\' && github.ref == \'refs/heads/main\' && vars.AZURE_CLIENT_ID != \'\'',
    needs: ['test'],
    runsOn: RUNS_ON,
    timeoutMinutes: 15,
    // The token is for Azure alone, which takes it instead of a password.
    permissions: { contents: 'read', idToken: 'write' },
    // A tag is moved by one run at a time.
    concurrency: { 'group': 'publish', 'cancel-in-progress': false },
    steps: [
      checkOut(),
      setUpNode(),
      { name: 'Install and compile', run: prepare },
      signIn({ 'allow-no-subscriptions': true }),
      { name: 'Push what Flux reads from a registry', run: `${plumbline} publish` },
      {
        name: 'Push the charts, where the variable CHARTS names the place',
        env: { CHARTS: '${{ vars.CHARTS }}' },
        run: `if [ -n "$CHARTS" ]; then ${plumbline} chart push --to "$CHARTS"; fi`,
      },
    ],
  };
}

/**
 * Says what a deployment of an environment would change in Azure: what differs there from the specs. It runs the main branch's code alone, and is skipped until
 * variables of the repository name the environment and an identity that may read it (WHAT_IF_ENVIRONMENT, AZURE_CLIENT_ID, AZURE_TENANT_ID,
 * AZURE_SUBSCRIPTION_ID).
 */
export function whatIfJob({ prepare, plumbline }: Commands): object {
  return {
    if: 'github.ref == \'refs/heads/main\' && vars.WHAT_IF_ENVIRONMENT != \'\'',
    runsOn: RUNS_ON,
    timeoutMinutes: 15,
    permissions: { contents: 'read', idToken: 'write' },
    steps: [
      checkOut(),
      setUpNode(),
      { name: 'Install and compile', run: prepare },
      signIn({ 'subscription-id': '${{ vars.AZURE_SUBSCRIPTION_ID }}' }),
      {
        name: 'Say what a deployment would change',
        env: { ENVIRONMENT: '${{ vars.WHAT_IF_ENVIRONMENT }}', AZURE_SUBSCRIPTION_ID: '${{ vars.AZURE_SUBSCRIPTION_ID }}' },
        run: `${plumbline} infra what-if "$ENVIRONMENT" > what-if.txt\n{ echo '~~~'; cat what-if.txt; echo '~~~'; } >> "$GITHUB_STEP_SUMMARY"`,
      },
    ],
  };
}

/** By a token of the run, which Azure takes for the identity that trusts this repository: no password is kept anywhere. */
function signIn(more: Record<string, unknown>): object {
  return {
    name: 'Sign in to Azure',
    uses: ACTIONS.azureLogin,
    with: { 'client-id': '${{ vars.AZURE_CLIENT_ID }}', 'tenant-id': '${{ vars.AZURE_TENANT_ID }}', ...more },
  };
}

/**
 * The same for Azure DevOps: a part of the pipeline that is there where its parameter publishConnection names a service connection, since Azure DevOps refuses
 * a pipeline that names one which does not exist.
 */
export function azurePublishJob({ prepare, plumbline }: Commands, setUp: readonly object[]): object {
  return {
    '${{ if ne(parameters.publishConnection, \'\') }}': [{
      job: 'publish',
      dependsOn: 'test',
      condition: 'and(succeeded(), ne(variables[\'Build.Reason\'], \'PullRequest\'), eq(variables[\'Build.SourceBranch\'], \'refs/heads/main\'))',
      timeoutInMinutes: 15,
      steps: [
        ...setUp,
        { bash: prepare, displayName: 'Install and compile' },
        {
          task: 'AzureCLI@2',
          displayName: 'Push what Flux reads from a registry',
          inputs: {
            azureSubscription: '${{ parameters.publishConnection }}',
            scriptType: 'bash',
            scriptLocation: 'inlineScript',
            inlineScript: `${plumbline} publish`,
          },
        },
      ],
    }],
  };
}
