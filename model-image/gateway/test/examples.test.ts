import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { column, type RunningGateway, startGateway } from './helpers/gateway';
import { describeWithR } from './helpers/r';
import { type Model, ModelView } from '../../../src/spec';
import { parseSpecFile } from '../../../src/spec/parse-file';
import { hashPassword } from '../src/auth/password-hash';
import type { Column } from '../src/contract/column';

const ROOT = join(__dirname, '..', '..', '..');
const EXAMPLES = join(ROOT, 'model-image', 'examples');
const MODELS = readdirSync(EXAMPLES).sort();

/**
 * A file of saveRDS(), unpacked, without the version of R that wrote it, which is the one thing in it that another R writes otherwise:
 * https://cran.r-project.org/doc/manuals/r-release/R-ints.html#Serialization-Formats
 */
function serialized(file: string): Buffer {
  return gunzipSync(readFileSync(file)).fill(0, 6, 10);
}

/** Loads two folders as a worker would and prints the largest difference between what they answer to the first one's sample. */
const COMPARE = `
arguments <- commandArgs(trailingOnly = TRUE)
for (file in c("model.R", "predict.R")) sys.source(file.path(arguments[1], file), globalenv())
data <- read.csv(file.path(arguments[2], "sample.csv"), check.names = FALSE)
answers <- lapply(arguments[2:3], function(folder) { model <- model_load(folder); as.data.frame(as_answer(model$score(model$object, data), "answer")) })
cat(nrow(data), max(abs(unlist(answers[[1]]) - unlist(answers[[2]]))))
`;

function contractOf(name: string): { inputs: Column[]; outputs: Column[] } {
  const file = `models/${name}.yaml`;
  const { spec } = ModelView.of(parseSpecFile({ kind: 'Model', file, bytes: readFileSync(join(ROOT, file)) }).value as Model);
  const columns = (list: ModelView['spec']['inputs']) => (list ?? []).map(({ name: called, type, ...more }) => column(called, type, more as Partial<Column>));
  return { inputs: columns(spec.inputs), outputs: columns(spec.outputs) };
}

describe('the sample models', () => {
  test('have an example each', () => {
    const specs = readdirSync(join(ROOT, 'models')).filter((file) => file.endsWith('.yaml')).map((file) => file.replace('.yaml', '')).sort();
    expect(MODELS).toEqual(specs);
  });
});

describeWithR('an example', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'plumbline-examples-')); });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  test.each(MODELS)('is what its script trains: %s', (name) => {
    const trained = join(folder, name);
    mkdirSync(trained);
    const training = spawnSync('Rscript', ['--vanilla', join(EXAMPLES, name, 'train.R'), trained], { encoding: 'utf8' });
    expect(training).toMatchObject({ status: 0 });
    expect(readFileSync(join(trained, 'sample.csv'), 'utf8')).toBe(readFileSync(join(EXAMPLES, name, 'sample.csv'), 'utf8'));
    for (const script of readdirSync(join(EXAMPLES, name)).filter((file) => file === 'score.R')) {
      writeFileSync(join(trained, script), readFileSync(join(EXAMPLES, name, script)));
    }
    const { stdout, stderr } = spawnSync('Rscript', ['--vanilla', '-e', COMPARE, join(ROOT, 'model-image', 'r'), join(EXAMPLES, name), trained], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const [rows, difference] = stdout.split(' ').map(Number);
    expect(rows).toBe(5);
    expect(difference).toBeLessThan(1e-9);
  });

  // Their archives have digests in specs, so the same training must make the same bytes.
  test.each(['claims-triage', 'image-quality'])('is trained to the same bytes each time: %s', (name) => {
    const trained = join(folder, `${name}-again`);
    mkdirSync(trained);
    expect(spawnSync('Rscript', ['--vanilla', join(EXAMPLES, name, 'train.R'), trained], { encoding: 'utf8' })).toMatchObject({ status: 0 });
    expect(serialized(join(trained, 'model.rds')).equals(serialized(join(EXAMPLES, name, 'model.rds')))).toBe(true);
  });

  test.each(MODELS)('is served under the contract of its spec: %s', async (name) => {
    const running = await startGateway({ path: join(EXAMPLES, name), ...contractOf(name) });
    try {
      const body = readFileSync(join(EXAMPLES, name, 'sample.csv'));
      const answer = await running.raw(new Uint8Array(body), { 'content-type': 'text/csv' });
      expect(answer.status).toBe(200);
      // A head and a line for each row.
      expect((await answer.text()).trim().split('\n')).toHaveLength(6);
    } finally {
      running.stop();
    }
  });
});

describeWithR('the clients of the Boston sample', () => {
  let folder: string;
  let running: RunningGateway;
  const example = join(EXAMPLES, 'boston-housing');
  const sample = join(example, 'sample.csv');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-clients-'));
    writeFileSync(join(folder, 'users.json'), JSON.stringify({ users: [{ name: 'ada', hash: await hashPassword('correct horse') }] }));
    writeFileSync(join(folder, 'signing-keys.json'), JSON.stringify({ keys: [{ kid: '1', alg: 'HS256', k: Buffer.alloc(32, 7).toString('base64url') }] }));
    running = await startGateway({ path: example, ...contractOf('boston-housing'), auth: { mode: 'password', secretsPath: folder } });
  });

  afterAll(() => {
    running?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function numbers(command: string, ...args: string[]): Promise<number[]> {
    const child = spawn(command, [...args, running.url, sample], { env: { ...process.env, PLUMBLINE_USER: 'ada', PLUMBLINE_PASSWORD: 'correct horse' }, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((done) => child.on('close', done))]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout.trim().split(/\r?\n/).filter((line) => /^[\d.]+$/.test(line)).map(Number);
  }

  const EXPECTED = [26.002466666666656, 13.897416666666665, 21.736142857142859, 26.086666666666684, 16.402316666666678];

  test('in curl get R\'s own numbers', async () => {
    expect(await numbers('sh', join(example, 'clients', 'score.sh'))).toEqual(EXPECTED);
  });

  test('in Python get R\'s own numbers', async () => {
    expect(await numbers('python3', join(example, 'clients', 'score.py'))).toEqual(EXPECTED);
  });

  test('in R get R\'s own numbers', async () => {
    expect(await numbers('Rscript', '--vanilla', join(example, 'clients', 'score.R'))).toEqual(EXPECTED);
  });
});
