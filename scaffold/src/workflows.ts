import { github, type javascript, YamlFile } from 'projen';
import type { GitHost } from './git-host';
import { azurePublishJob, imagesJob, publishJob, whatIfJob } from './publish-jobs';
import { azurePipeline, checkOut, type Commands, commentJob, READ, reviewJob, RUNS_ON, setUpNode, watchJob } from './review-jobs';

const COMMANDS: Commands = { prepare: 'npx -y projen prepare:clone', plumbline: 'npx plumbline' };

/** What a pull request has to pass and what its reviewer reads, in the terms of the host. */
export function addWorkflows(project: javascript.NodeProject, host: GitHost, publishConnection = ''): void {
  if (host === 'azure-devops') {
    new YamlFile(project, 'azure-pipelines.yml', {
      obj: azurePipeline(COMMANDS, {
        testSteps: [{ bash: 'npx -y projen test', displayName: 'Test' }], publishConnection, publish: (setUp) => azurePublishJob(COMMANDS, setUp),
      }),
    });
  }
  if (host === 'github') { addGithubWorkflows(project.github!); }
}

function addGithubWorkflows(host: github.GitHub): void {
  const build = new github.GithubWorkflow(host, 'build', {
    limitConcurrency: true,
    concurrencyOptions: { group: '${{ github.workflow }}-${{ github.ref }}', cancelInProgress: true },
  });
  build.on({ pullRequest: {}, push: { branches: ['main'] } });
  const test = { runsOn: RUNS_ON, timeoutMinutes: 15, permissions: READ, steps: [checkOut(), setUpNode(), { name: 'Test', run: 'npx -y projen test' }] };
  build.addJobs(jobs({ test, review: reviewJob(COMMANDS), comment: commentJob(), images: imagesJob(COMMANDS), publish: publishJob(COMMANDS) }));
  const watch = new github.GithubWorkflow(host, 'watch', {
    limitConcurrency: true,
    concurrencyOptions: { group: '${{ github.workflow }}', cancelInProgress: true },
  });
  watch.on({ schedule: [{ cron: '17 5 * * 1' }], workflowDispatch: {} });
  watch.addJobs(jobs({ 'watch': watchJob(COMMANDS), 'what-if': whatIfJob(COMMANDS) }));
}

/** Jobs are plain data here, so that whoever has no projen can read them, too. */
function jobs(plain: Record<string, object>): Record<string, github.workflows.Job> {
  return plain as Record<string, github.workflows.Job>;
}
