import { join } from 'node:path';
import { modelFolder, nameBase, nameModel } from '../../src/image/naming';
import { loadRepository } from '../../src/spec/load/load-repository';
import { TODAY } from '../helpers/specs';
import { temporaryFolder, writeFiles } from '../helpers/temporary-folder';

const ROOT = join(__dirname, '..', '..');
const SPECS = loadRepository(ROOT, { today: TODAY });

describe('the name of an image', () => {
  const root = temporaryFolder();

  test('is what the spec says, where no environment is named', () => {
    expect(nameModel(SPECS, 'boston-housing')).toMatchObject({ name: 'boston-housing', version: '1.0.0', reference: 'r-scoring/boston-housing:1.0.0' });
  });

  test('has the registry of its environment', () => {
    expect(nameModel(SPECS, 'boston-housing', 'production')).toMatchObject({
      reference: 'contososcoring.azurecr.io/r-scoring/boston-housing:1.0.0', repository: 'r-scoring/boston-housing', tag: '1.0.0', registryName: 'contososcoring',
    });
  });

  test('has R\'s version, for the base image', () => {
    expect(nameBase(SPECS, 'production').reference).toBe('contososcoring.azurecr.io/r-scoring/base:4.5.0');
  });

  test('is not made up for a model or an environment that is not there', () => {
    expect(() => nameModel(SPECS, 'bostn')).toThrow(/^there is no model bostn; there are boston-housing, /);
    expect(() => nameBase(SPECS, 'prod')).toThrow('there is no environment prod; there are dev, production');
  });

  test('goes with a folder beside the specs, before that of a sample', () => {
    expect(modelFolder(root(), 'churn')).toBe(join(ROOT, 'model-image', 'examples', 'churn'));
    writeFiles(root(), { 'models/churn/model.rds': '' });
    expect(modelFolder(root(), 'churn')).toBe(join(root(), 'models', 'churn'));
  });

  test('goes with no folder that holds no model', () => {
    expect(() => modelFolder(root(), 'fraud')).toThrow(/^there is no model\.rds, score\.R, .* say where the model is with --model-folder$/);
  });
});
