import { specSchema } from '../../../src/spec';
import { withDefaults } from '../../../src/spec/schema/defaults';
import { overlay } from '../../../src/spec/schema/overlay';

const schema = specSchema('Model');
const spec = schema.$defs!.spec;

function laidOver(base: unknown, override: unknown): unknown {
  return overlay(base, override, spec, schema);
}

describe('an override', () => {
  test('merges fields at every depth', () => {
    expect(laidOver({ endpoint: { path: '/a', batching: { maxRows: 1 } } }, { endpoint: { batching: { enabled: false } } }))
      .toEqual({ endpoint: { path: '/a', batching: { maxRows: 1, enabled: false } } });
  });

  test('replaces a list', () => {
    expect(laidOver({ inputs: [{ name: 'a', type: 'double' }] }, { inputs: [] })).toEqual({ inputs: [] });
  });

  test('merges variables by name', () => {
    expect(laidOver({ env: { A: '1', B: '2' } }, { env: { B: '3' } })).toEqual({ env: { A: '1', B: '3' } });
  });

  test('drops the base\'s choice where it makes another', () => {
    expect(laidOver({ artifact: { blob: 'a', sha256: 'x' } }, { artifact: { share: { name: 'm', path: 'b' } } }))
      .toEqual({ artifact: { share: { name: 'm', path: 'b' }, sha256: 'x' } });
  });

  test('drops the kind of reference that a variable had', () => {
    expect(laidOver({ env: { A: { secret: { name: 's', key: 'k' } } } }, { env: { A: { keyVaultSecret: 'v' } } })).toEqual({ env: { A: { keyVaultSecret: 'v' } } });
  });

  test('keeps what both leave alone', () => {
    expect(laidOver({ image: 'a:1' }, {})).toEqual({ image: 'a:1' });
  });
});

describe('defaults', () => {
  const complete = withDefaults({ image: 'a:1', env: { constructor: 'x' } }, spec, schema) as Record<string, never>;

  test('are filled in below objects that were not written', () => {
    expect(complete.endpoint).toMatchObject({ auth: 'password', batching: { enabled: true, maxRows: 512 } });
  });

  test('leave an object without a default absent', () => {
    expect(complete).not.toHaveProperty('gpu');
  });

  test('are filled in below an object that was written empty', () => {
    expect(withDefaults({ gpu: {} }, spec, schema)).toHaveProperty('gpu', { count: 1, sku: 'gpu', force: false });
  });

  test('keep a variable with the name of a built-in', () => {
    expect(Object.entries(complete.env)).toEqual([['constructor', 'x']]);
  });
});
