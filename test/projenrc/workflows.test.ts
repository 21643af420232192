import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

const FOLDER = join(__dirname, '..', '..', '.github', 'workflows');
const jobs = readdirSync(FOLDER).flatMap((file) => {
  const workflow = parse(readFileSync(join(FOLDER, file), 'utf8')) as { on: object; jobs: Record<string, Job> };
  return Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${file} ${name}`, on: workflow.on, job }));
});

describe.each(jobs)('the job $name', ({ on, job }) => {
  test('pins every action by digest', () => {
    const actions = job.steps.flatMap(({ uses }) => uses ?? []);
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  test('says what it may do', () => {
    expect(Object.keys(job.permissions ?? {})).not.toEqual([]);
  });

  test('leaves no token in the clone', () => {
    const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('runs nothing of a change where it may write', () => {
    // A token of the run's own identity is no right in the repository, and is given on the main branch alone.
    const isOfMain = job.if?.includes('github.ref == \'refs/heads/main\' && ') === true && !job.if.includes('||');
    const mayWrite = Object.entries(job.permissions ?? {}).some(([scope, right]) => right === 'write' && !(scope === 'id-token' && isOfMain));
    const runsCode = job.steps.some(({ uses, run }) => uses?.startsWith('actions/checkout@') === true || /\b(?:npx|npm|node)\b/.test(run ?? ''));
    expect(mayWrite && runsCode).toBe(false);
  });

  test('is not started with the rights of the base by a fork', () => {
    expect(Object.keys(on)).not.toContain('pull_request_target');
  });

  test('puts nothing that a stranger writes into a script', () => {
    expect(job.steps.flatMap(({ run }) => run ?? []).filter((run) => run.includes('${{'))).toEqual([]);
  });
});

describe('what Flux reads from a registry is pushed', () => {
  const { publish } = (parse(readFileSync(join(FOLDER, 'build.yml'), 'utf8')) as { jobs: Record<string, Job & { needs: string; concurrency: object }> }).jobs;
  const pipeline = parse(readFileSync(join(__dirname, '../../azure-pipelines.yml'), 'utf8')) as {
    parameters: object[];
    jobs: Record<string, { job: string; dependsOn: string; condition: string; steps: { inputs?: Record<string, string> }[] }[]>[];
  };

  test('on GitHub after the tests, one run at a time, and by nobody until an identity is named', () => {
    expect(publish).toMatchObject({ needs: 'test', concurrency: { 'group': 'publish', 'cancel-in-progress': false }, permissions: { 'contents': 'read', 'id-token': 'write' } });
    expect(publish.if).toMatch(/ && vars\.AZURE_CLIENT_ID != ''$/);
    expect(publish.steps.at(-2)!.run).toMatch(/ publish$/);
  });

  test('on GitHub with the charts where their place is named, and not otherwise', () => {
    expect(publish.steps.at(-1)!.run).toMatch(/^if \[ -n "\$CHARTS" \]; then .* chart push --to "\$CHARTS"; fi$/);
  });

  test('and on demand it is said what Azure would change, of the main branch alone and by nobody until an environment is named', () => {
    const { 'what-if': whatIf } = (parse(readFileSync(join(FOLDER, 'watch.yml'), 'utf8')) as { jobs: Record<string, Job> }).jobs;
    expect(whatIf.if).toBe('github.ref == \'refs/heads/main\' && vars.WHAT_IF_ENVIRONMENT != \'\'');
    expect(whatIf.permissions).toEqual({ 'contents': 'read', 'id-token': 'write' });
    expect(whatIf.steps.at(-1)!.run).toContain(' infra what-if "$ENVIRONMENT"');
  });

  test('on Azure DevOps after the tests of the main branch, where a service connection is named', () => {
    expect(pipeline.parameters).toEqual([{ name: 'publishConnection', type: 'string', default: '' }]);
    const [job] = pipeline.jobs.at(-1)!['${{ if ne(parameters.publishConnection, \'\') }}'];
    expect(job).toMatchObject({ job: 'publish', dependsOn: 'test', condition: expect.stringContaining('\'refs/heads/main\'') as string });
    expect(job.steps.at(-1)!.inputs).toMatchObject({ azureSubscription: '${{ parameters.publishConnection }}', inlineScript: expect.stringMatching(/ publish$/) as string });
  });
});
