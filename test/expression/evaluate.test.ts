import fc from 'fast-check';
import { compile, each, equal, spread, symbolic, type Template, when } from '../../src/expression';
import { program, programValues, type ProgramValues, withoutGaps } from '../helpers/programs';

interface Model {
  readonly mode: string;
  readonly ports: readonly number[];
  readonly variables: readonly { readonly name: string; readonly keys: readonly string[] }[];
  readonly labels: Readonly<Record<string, string>>;
}
const values = symbolic<Model>();
const MODEL: Model = { mode: 'a', ports: [1, 2], variables: [{ name: 'x', keys: [] }, { name: 'y', keys: [] }], labels: { c: '1', a: '2' } };
const evaluate = (template: unknown) => compile(template as Template)(MODEL);

describe('a compiled template', () => {
  test('gives for any values what the construct gives that computes on them directly', () => {
    fc.assert(fc.property(program, programValues, (build, known) => {
      expect(compile(build(symbolic<ProgramValues>()) as Template)(known)).toEqual(withoutGaps(build(known)));
    }), { numRuns: 2000 });
  });

  test('gives the same value every time', () => {
    fc.assert(fc.property(program, programValues, (build, known) => {
      const template = compile(build(symbolic<ProgramValues>()) as Template);
      expect(JSON.stringify(template(known))).toBe(JSON.stringify(template(known)));
    }));
  });

  test('leaves the values as they are', () => {
    fc.assert(fc.property(program, programValues, (build, known) => {
      const before = JSON.stringify(known);
      compile(build(symbolic<ProgramValues>()) as Template)(known);
      expect(JSON.stringify(known)).toBe(before);
    }));
  });

  test('leaves out a key whose condition does not hold', () => {
    expect(evaluate({ a: when(equal(values.mode, 'b'), 1), b: 2 })).toEqual({ b: 2 });
  });

  test('leaves out a list item whose condition does not hold', () => {
    expect(evaluate([when(equal(values.mode, 'b'), 1), 2])).toEqual([2]);
  });

  test('keeps a null that is written', () => {
    expect(evaluate({ a: null, b: [null] })).toEqual({ a: null, b: [null] });
  });

  test('puts the items of a loop into the list around it', () => {
    expect(evaluate([{ name: 'first' }, ...each(values.variables, (variable) => ({ name: variable.name }))])).toEqual([{ name: 'first' }, { name: 'x' }, { name: 'y' }]);
  });

  test('loops over a list of plain values', () => {
    expect(evaluate([...each(values.ports, (port) => ({ port }))])).toEqual([{ port: 1 }, { port: 2 }]);
  });

  test('sorts a map that other entries were merged into', () => {
    expect(Object.keys(evaluate({ ...spread(values.labels), b: '3' }) as object)).toEqual(['a', 'b', 'c']);
  });

  test('lets the map\'s own entries win over merged ones', () => {
    expect(evaluate({ ...spread(values.labels), a: 'own' })).toEqual({ a: 'own', c: '1' });
  });

  test('lets an own entry whose condition does not hold leave the merged one standing', () => {
    expect(evaluate({ ...spread(values.labels), a: when(equal(values.mode, 'b'), 'own') })).toEqual({ a: '2', c: '1' });
  });
});

describe('a loop', () => {
  test('is refused over the list of an item, which no chart could name', () => {
    expect(() => each(values.variables, (variable) => each(variable.keys as never, (name) => name))).toThrow('each takes a list of the values');
  });
});
