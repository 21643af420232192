import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Job {
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
    const mayWrite = Object.values(job.permissions ?? {}).includes('write');
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
