import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../src/render/plan';
import { plainUnit, plan, rendered, synth } from '../helpers/plain-units';
import { readTree, temporaryFolder, writeFiles } from '../helpers/temporary-folder';

const CHURN = 'dist/models/dev/churn';
const churn = plainUnit(CHURN, { 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' });
const fraud = plainUnit('dist/models/dev/fraud', { 'a.yaml': 'a: 2\n' });
const messages = (planned: Plan) => planned.obstacles.map(({ file, message }) => `${file}: ${message}`);

describe('the plan of a synth', () => {
  const root = temporaryFolder();

  test('writes what is missing', async () => {
    expect((await plan(root(), [churn])).writes.map(({ path, reason }) => [path, reason])).toEqual([[`${CHURN}/a.yaml`, 'missing'], [`${CHURN}/b.yaml`, 'missing']]);
  });

  test('has nothing to do a second time', async () => {
    await synth(root(), [churn, fraud]);
    expect((await plan(root(), [churn, fraud]))).toEqual({ writes: [], removals: [], leftBehind: [], obstacles: [], unchanged: 3 });
  });

  test('repairs an edit by hand and nothing else', async () => {
    await synth(root(), [churn]);
    writeFiles(root(), { [`${CHURN}/a.yaml`]: `${rendered(churn, 'a.yaml')}replicas: 5\n` });
    expect((await plan(root(), [churn])).writes.map(({ path, reason }) => [path, reason])).toEqual([[`${CHURN}/a.yaml`, 'different']]);
  });

  test('repairs a file whose header is inside a merge conflict', async () => {
    await synth(root(), [churn]);
    writeFiles(root(), { [`${CHURN}/a.yaml`]: `<<<<<<< HEAD\n${rendered(churn, 'a.yaml')}=======\n>>>>>>> topic\n` });
    expect((await plan(root(), [churn])).writes).toHaveLength(1);
  });

  test('fills an empty file', async () => {
    writeFiles(root(), { [`${CHURN}/a.yaml`]: '' });
    expect((await plan(root(), [churn])).writes.map(({ reason }) => reason)).toEqual(['different', 'missing']);
  });

  test('removes what was rendered and no longer is', async () => {
    await synth(root(), [churn, fraud]);
    expect((await plan(root(), [churn])).removals).toEqual(['dist/models/dev/fraud/a.yaml']);
  });

  test.each([
    ['without a header', 'kind: Secret\n'],
    ['copied from a rendered file, header and all', rendered(churn, 'a.yaml')],
    ['of no bytes', ''],
    ['of bytes that are no text', '\u0000\u0001'],
  ])('leaves a file alone that is %s', async (_what, text) => {
    await synth(root(), [churn]);
    writeFiles(root(), { [`${CHURN}/mine.yaml`]: text });
    expect((await plan(root(), [])).removals).toEqual([`${CHURN}/a.yaml`, `${CHURN}/b.yaml`]);
  });

  test('removes nothing outside the areas', async () => {
    await synth(root(), [churn, fraud]);
    expect((await plan(root(), [], [{ folder: CHURN }])).removals).toEqual([`${CHURN}/a.yaml`, `${CHURN}/b.yaml`]);
  });

  test('removes no other file where the area is one file of a folder', async () => {
    await synth(root(), [churn]);
    expect((await plan(root(), [], [{ folder: CHURN, file: 'b.yaml' }])).removals).toEqual([`${CHURN}/b.yaml`]);
  });

  test('takes the files of several units in one folder for rendered', async () => {
    const [one, two] = ['one', 'two'].map((name) => ({ ...plainUnit('dist/models/dev', { [`${name}.yaml`]: 'a: 1\n' }), file: `${name}.yaml` }));
    await synth(root(), [one, two]);
    expect(await plan(root(), [one, two])).toMatchObject({ writes: [], removals: [], unchanged: 2 });
  });

  test('removes the temporary file of a run that is over', async () => {
    const over = 2 ** 22 + 1;
    writeFiles(root(), { [`${CHURN}/.a.yaml.${over}.plumbline-tmp`]: 'half', [`${CHURN}/.a.yaml.${process.ppid}.plumbline-tmp`]: 'half' });
    expect((await plan(root(), [])).leftBehind).toEqual([`${CHURN}/.a.yaml.${over}.plumbline-tmp`]);
  });

  test('refuses to replace a stranger\'s file', async () => {
    writeFiles(root(), { [`${CHURN}/a.yaml`]: 'kind: Secret\n' });
    expect(messages(await plan(root(), [churn]))).toEqual([`${CHURN}/a.yaml: is in the way: its first line does not say that plumbline rendered it; move or delete it`]);
  });

  test('refuses to replace a folder', async () => {
    mkdirSync(join(root(), CHURN, 'a.yaml'), { recursive: true });
    expect(messages(await plan(root(), [churn]))).toEqual([`${CHURN}/a.yaml: is a folder where a file must be rendered; move it away`]);
  });

  test('refuses to replace a link, even one to a rendered file', async () => {
    await synth(root(), [churn]);
    rmSync(join(root(), CHURN, 'a.yaml'));
    symlinkSync('b.yaml', join(root(), CHURN, 'a.yaml'));
    expect(messages(await plan(root(), [churn]))).toEqual([`${CHURN}/a.yaml: is a link or special file where a file must be rendered; move it away`]);
  });

  test('refuses a file where a folder must be, once for all that would go there', async () => {
    writeFiles(root(), { 'dist/models/dev': 'x' });
    expect(messages(await plan(root(), [churn, fraud]))).toEqual(['dist/models/dev: is in the way: a folder must be here; move it away']);
  });

  test('refuses a link to a folder below dist', async () => {
    mkdirSync(join(root(), 'elsewhere'));
    mkdirSync(join(root(), 'dist'));
    symlinkSync('../elsewhere', join(root(), 'dist/models'));
    expect(messages(await plan(root(), [churn]))).toEqual(['dist/models: is in the way: a folder must be here; move it away']);
  });

  test('follows dist itself where it is a link to a folder', async () => {
    mkdirSync(join(root(), 'elsewhere'));
    symlinkSync('elsewhere', join(root(), 'dist'));
    await synth(root(), [fraud]);
    expect(Object.keys(readTree(join(root(), 'elsewhere')))).toEqual(['models/dev/fraud/a.yaml']);
  });

  test('takes names that differ by case for two files where the file system does', async () => {
    writeFiles(root(), { [`${CHURN}/A.yaml`]: 'kind: Secret\n' });
    expect((await plan(root(), [churn])).writes.map(({ path }) => path)).toEqual([`${CHURN}/a.yaml`, `${CHURN}/b.yaml`]);
  });
});
