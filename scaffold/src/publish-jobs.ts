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
 * Builds the images of the models whose folders a push to the main branch changed, pushes them to the registry of an environment and says in the run's summary
 * by which digest a spec names each: a person, or Flux's image automation, writes it there. It is skipped until variables of the repository name the
 * environment, its registry and an identity that may push (IMAGES_ENVIRONMENT, REGISTRY, AZURE_CLIENT_ID, AZURE_TENANT_ID). The base image is there already.
 */
export function imagesJob({ prepare, plumbline }: Commands): object {
  return {
    if: 'github.event_name == \'push\' && github.ref == \'refs/heads/main\' && vars.IMAGES_ENVIRONMENT != \'\'',
    needs: ['test'],
    runsOn: RUNS_ON,
    timeoutMinutes: 60,
    permissions: { contents: 'read', idToken: 'write' },
    steps: [
      checkOut({ 'fetch-depth': 0 }),
      setUpNode(),
      { name: 'Install and compile', run: prepare },
      signIn({ 'allow-no-subscriptions': true }),
      {
        name: 'Build and push the images of changed models',
        env: { BEFORE: '${{ github.event.before }}', IMAGES_ENVIRONMENT: '${{ vars.IMAGES_ENVIRONMENT }}', REGISTRY: '${{ vars.REGISTRY }}' },
        run: [
          // A first push has nothing before it.
          'git cat-file -e "$BEFORE" 2> /dev/null || BEFORE="$(git hash-object -t tree /dev/null)"',
          'git diff --name-only "$BEFORE" HEAD -- models | sed -n "s#^models/\\([^/]*\\)/.*#\\1#p" | sort -u > changed-models.txt',
          'if [ -s changed-models.txt ]; then az acr login --name "$REGISTRY"; fi',
          'while read -r model; do',
          // One that was taken away has no folder any more.
          '  [ -d "models/$model" ] || continue',
          `  ${plumbline} image build "$model" --environment "$IMAGES_ENVIRONMENT" < /dev/null`,
          `  ${plumbline} image push "$model" --environment "$IMAGES_ENVIRONMENT" < /dev/null > pushed.txt`,
          '  { echo \'~~~\'; cat pushed.txt; echo \'~~~\'; } >> "$GITHUB_STEP_SUMMARY"',
          'done < changed-models.txt',
        ].join('\n'),
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
