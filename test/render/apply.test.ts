import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { applyPlan } from '../../src/render/apply';
import { plainUnit, plan, synth } from '../helpers/plain-units';
import { readTree, temporaryFolder, writeFiles } from '../helpers/temporary-folder';

const churn = plainUnit('dist/models/dev/churn', { 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' });

describe('the writing of a plan', () => {
  const root = temporaryFolder();

  test('leaves no temporary file behind', async () => {
    await synth(root(), [churn]);
    expect(Object.keys(readTree(root()))).toEqual(['dist/models/dev/churn/a.yaml', 'dist/models/dev/churn/b.yaml']);
  });

  test('removes the folders that it empties, and stops at dist', async () => {
    await synth(root(), [churn]);
    await synth(root(), []);
    expect(existsSync(join(root(), 'dist/models'))).toBe(false);
    expect(existsSync(join(root(), 'dist'))).toBe(true);
  });

  test('keeps a folder in which a stranger\'s file is', async () => {
    await synth(root(), [churn]);
    writeFiles(root(), { 'dist/models/dev/churn/notes.md': 'mine' });
    await synth(root(), []);
    expect(readTree(root())).toEqual({ 'dist/models/dev/churn/notes.md': 'mine' });
  });

  test('stops at once when it is told to, and says so', async () => {
    const isComplete = await applyPlan(root(), await plan(root(), [churn]), { signal: AbortSignal.abort() });
    expect(isComplete).toBe(false);
    expect(existsSync(join(root(), 'dist'))).toBe(false);
  });

  test('names the file that cannot be written', async () => {
    const planned = await plan(root(), [churn]);
    writeFiles(root(), { 'dist/models/dev': 'came in between' });
    await expect(applyPlan(root(), planned)).rejects.toMatchObject({ path: 'dist/models/dev/churn/a.yaml', message: 'cannot be written: part of the path is a file' });
  });
});
