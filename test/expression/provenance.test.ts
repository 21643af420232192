import fc from 'fast-check';
import { compile, concat, each, provenance, spread, symbolic, type Template, when } from '../../src/expression';
import { program, programValues, type ProgramValues } from '../helpers/programs';

const values = symbolic<ProgramValues>();

/** `other`, with the fields at the dotted paths as `base` has them. */
function withFieldsOf(base: object, other: object, paths: readonly string[]): object {
  const copy = structuredClone(other);
  for (const path of paths) {
    const parts = path.split('.');
    const last = parts.pop()!;
    const parent = (of: object) => parts.reduce((inner, part) => (inner as Record<string, object>)[part], of) as Record<string, unknown>;
    parent(copy)[last] = parent(base)[last];
  }
  return copy;
}

describe('the provenance of a template', () => {
  test('names every field that can change what the template gives', () => {
    fc.assert(fc.property(program, programValues, programValues, (build, one, other) => {
      const template = build(values) as Template;
      expect(compile(template)(withFieldsOf(one, other, provenance(template)))).toEqual(compile(template)(one));
    }), { numRuns: 2000 });
  });

  test('is sorted and names a field once', () => {
    expect(provenance([concat(values.nested.text, values.mode), values.mode] as Template)).toEqual(['mode', 'nested.text']);
  });

  test('is empty for a constant', () => {
    expect(provenance({ a: [1, 'x', null] })).toEqual([]);
  });

  test('includes the condition', () => {
    expect(provenance({ a: when(values.flag, values.mode) } as Template)).toEqual(['flag', 'mode']);
  });

  test('counts the items of a loop as their list', () => {
    expect(provenance([...each(values.items, (item) => item.name)] as Template)).toEqual(['items']);
  });

  test('includes a merged map', () => {
    expect(provenance({ ...spread(values.labels), a: 'x' })).toEqual(['labels']);
  });
});
