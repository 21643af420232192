import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

describe('images of models that a push changed', () => {
  const { images } = (parse(readFileSync(join(FOLDER, 'build.yml'), 'utf8')) as { jobs: Record<string, Job> }).jobs;
  const script = images.steps.at(-1)!.run!.replaceAll('node lib/cli/main.js', 'echo plumbline');
  const git = (cwd: string, ...args: string[]): string => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd, encoding: 'utf8' }).trim();

  /** Runs the job's script in a repository of two commits, with an az that only tells that it was asked. */
  function run(before: (first: string) => string): { said: string; summary: string } {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-workflow-'));
    const file = (path: string, text: string): void => {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    try {
      for (const path of ['models/kept/score.R', 'models/changed/score.R', 'models/gone/score.R', 'models/kept.yaml', 'summary']) { file(path, ''); }
      writeFileSync(join(folder, 'az'), '#!/bin/sh\necho "az $*"\n', { mode: 0o755 });
      git(folder, 'init', '--quiet');
      git(folder, 'add', 'models');
      git(folder, 'commit', '--quiet', '--message', 'first');
      const first = git(folder, 'rev-parse', 'HEAD');
      file('models/changed/score.R', 'score <- 1\n');
      file('models/kept.yaml', 'a: 1\n');
      rmSync(join(folder, 'models/gone'), { recursive: true });
      git(folder, 'add', '--all', 'models');
      git(folder, 'commit', '--quiet', '--message', 'second');
      const said = execFileSync('bash', ['-e', '-c', script], {
        cwd: folder,
        encoding: 'utf8',
        env: {
          ...process.env, PATH: `${folder}:${process.env.PATH}`, BEFORE: before(first), IMAGES_ENVIRONMENT: 'production', REGISTRY: 'contoso', GITHUB_STEP_SUMMARY: join(folder, 'summary'),
        },
      });
      return { said, summary: readFileSync(join(folder, 'summary'), 'utf8') };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  test('are built and pushed, and no others', () => {
    expect(run((first) => first).said.trim().split('\n')).toEqual(['az acr login --name contoso', 'plumbline image build changed --environment production']);
  });

  test('are told in the summary by their digests', () => {
    expect(run((first) => first).summary).toBe('~~~\nplumbline image push changed --environment production\n~~~\n');
  });

  test('are all of them where nothing was there before', () => {
    expect(run(() => '0'.repeat(40)).said.match(/image build \w+/g)).toEqual(['image build changed', 'image build kept']);
  });

  test('wait for the tests, and for variables that name whose they are', () => {
    expect(images).toMatchObject({ needs: 'test', permissions: { 'contents': 'read', 'id-token': 'write' } });
    expect(images.if).toMatch(/ && vars\.IMAGES_ENVIRONMENT != ''$/);
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
