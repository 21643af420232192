import { withModelDigest } from '../../src/config/model-digest';
import { completeConfig } from '../../src/config/read-config';
import { folderWith } from '../helpers/model-folder';

const digestOf = async (path: string, sha256 = ''): Promise<string> => (await withModelDigest(completeConfig({ model: { path, sha256 }, auth: { mode: 'none' } }))).model.sha256;

describe('the digest of a model', () => {
  it('is that of its object', async () => {
    expect(await digestOf(folderWith({ 'model.rds': 'abc', 'score.R': 'score' }))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('is that of its script where there is no object', async () => {
    expect(await digestOf(folderWith({ 'score.R': 'abc' }))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('is the archive\'s where the spec names one', async () => {
    expect(await digestOf(folderWith({ 'model.rds': 'abc' }), 'f'.repeat(64))).toBe('f'.repeat(64));
  });

  it('is none where there is no model', async () => {
    expect(await digestOf(folderWith({}))).toBe('');
  });
});
