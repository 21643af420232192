import fc from 'fast-check';
import { prettyJson } from '../../src/expression/pretty-json';

describe('JSON in a manifest', () => {
  test('is the same value to every reader', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(prettyJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });

  test('has sorted keys at every depth', () => {
    expect(prettyJson({ b: [{ d: 1, c: 2 }], a: 3 }).replace(/\s/g, '')).toBe('{"a":3,"b":[{"c":2,"d":1}]}');
  });

  test('is indented as JSON.stringify does it', () => {
    // Without keys like 1, which JSON.parse puts first.
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' }, fc.string(), fc.integer(), fc.constant(null), fc.array(tie('value')),
        fc.dictionary(fc.string().map((key) => `k${key}`), tie('value'), { noNullPrototype: true }),
      ),
    })).value;
    const escaped = (text: string) => text.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');
    fc.assert(fc.property(value, (any) => {
      expect(prettyJson(any)).toBe(escaped(JSON.stringify(JSON.parse(prettyJson(any)), undefined, 2)));
    }));
  });

  test('sorts keys that are numbers as texts', () => {
    expect(prettyJson({ 9: 1, 10: 2 }).replace(/\s/g, '')).toBe('{"10":2,"9":1}');
  });

  test('leaves out undefined fields and list items', () => {
    expect(prettyJson({ a: undefined, b: [undefined, 1] }).replace(/\s/g, '')).toBe('{"b":[1]}');
  });

  test('escapes what Go escapes', () => {
    expect(prettyJson('<a>&\u2028')).toBe('"\\u003ca\\u003e\\u0026\\u2028"');
  });
});
