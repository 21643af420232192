import { type ChildProcess, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plumbline, startPlumbline } from '../helpers/plumbline';
import { temporaryFolder } from '../helpers/temporary-folder';

const ROOT = resolve(__dirname, '..', '..');
const EXAMPLE = join(ROOT, 'model-image', 'examples', 'boston-housing');
const hasR = spawnSync('Rscript', ['--version']).status === 0 && existsSync(join(ROOT, 'model-image', 'gateway', 'lib', 'main.js'));

describe('plumbline serve', () => {
  const folder = temporaryFolder();

  test('says what can be served where there is nothing of a name', () => {
    const { exitCode, stderr } = plumbline(folder(), ['serve', 'bostn']);
    expect(stderr).toContain('error: bostn does not exist; give a folder with model.rds, score.R or plumber.R, a model spec, or the name of one in models/');
    expect(exitCode).toBe(1);
  });
});

(hasR ? describe : describe.skip)('plumbline serve boston-housing', () => {
  let child: ChildProcess;
  let url: string;

  beforeAll(async () => {
    child = startPlumbline(ROOT, ['serve', 'boston-housing', '--port', '0', '--workers', '1']);
    url = await new Promise<string>((found, failed) => {
      let said = '';
      child.stderr!.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const [, address] = /POST (http:\S+)\/score/.exec(said) ?? [];
        if (address !== undefined) { found(address); }
      });
      child.on('close', () => { failed(new Error(`it ended: ${said}`)); });
    });
  }, 60_000);

  afterAll(async () => {
    const over = new Promise((done) => child.once('close', done));
    child.kill('SIGTERM');
    await over;
  });

  test('answers with the numbers of R\'s own predict()', async () => {
    const answer = await fetch(`${url}/score`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: readFileSync(join(EXAMPLE, 'sample.csv')) });
    expect(await answer.text()).toBe('medv\n26.002466666666656\n13.897416666666665\n21.73614285714286\n26.086666666666684\n16.402316666666678\n');
  });

  test('names the digest of the model', async () => {
    const metadata = await (await fetch(`${url}/metadata`)).json() as { sha256: string };
    expect(metadata.sha256).toBe(createHash('sha256').update(readFileSync(join(EXAMPLE, 'model.rds'))).digest('hex'));
  });
});
