import { add, compile, isExpression, referencedPath, symbolic, type Template } from '../../src/expression';

interface Values { readonly a: { readonly name: string; readonly length: number; readonly constructor: string }; readonly list: readonly string[] }
const values = symbolic<Values>();

describe('a symbolic value', () => {
  test('is an expression at every depth', () => {
    expect([values, values.a, values.a.name].map(isExpression)).toEqual([true, true, true]);
  });

  test('knows the path it names', () => {
    expect(referencedPath(values.a.name as never)).toEqual(['a', 'name']);
  });

  test('names fields that plain objects and lists have too', () => {
    expect(compile([values.a.name, values.a.length] as Template)({ a: { name: 'x', length: 3 } })).toEqual(['x', 3]);
  });

  test('fails loudly where a construct writes it into a text instead of using concat', () => {
    expect(() => `${values.a.name as string}`).toThrow(TypeError);
  });

  test('fails loudly where a construct calculates with it instead of using add', () => {
    expect(() => (values.a.length as number) + 1).toThrow(TypeError);
  });

  test('of a computed value is no path', () => {
    expect(referencedPath(add(values.a.length, 1) as never)).toBeUndefined();
  });
});
