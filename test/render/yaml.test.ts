import * as fc from 'fast-check';
import { parse } from 'yaml';
import { toYaml } from '../../src/render/yaml';

/** Strings that YAML readers have been known to take for something else. */
const AWKWARD = [
  '', ' ', '~', 'null', 'Null', 'NULL', 'yes', 'No', 'on', 'OFF', 'y', 'N', 'true', 'False', '.inf', '-.INF', '.nan', '<<', '=', '-', '--', '---', '...', '?', ':',
  '0', '-1', '+1', '012', '0o14', '0x1F', '0b101', '1_000', '1.5', '.5', '1.', '1e3', '1E-3', '1.0.0', '190:20:30', '20:30.15', '2001-12-14', '2001-12-14 21:59:43.10 -5',
  '2001-12-14t21:59:43.10-05:00', 'a: b', 'a:', 'a #b', '#a', '@a', '`a', '&a', '*a', '!a', '!!str a', '%a', '|', '>', "'", '"', 'it\'s', 'say "x"', '\\', '[a]', '{a}', 'a, b',
  ' a', 'a ', 'a\tb', '\t', 'a\n', '\na', 'a\n\n', '\n', 'a\n b', ' a\nb', 'a \nb', 'a\r\nb', '\r', '- a', '-a', '? a', 'a\n---\nb', 'a\n# b\n', '\u0000', '\u0007', '\u007f',
  '\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff', '\uffff', 'é', '漢字', '😀', '__proto__', 'constructor', 'sha256:0123', '12e03', '0.', '+.5', 'x'.repeat(1500),
];
const awkwardString = fc.oneof(
  fc.constantFrom(...AWKWARD), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...AWKWARD, 'a', '\n', ' ', ':', '#', '\t', '1'), { maxLength: 6 }).map((parts) => parts.join('')),
);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    awkwardString, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), fc.boolean(), fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(awkwardString, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

describe('the YAML printer', () => {
  test.each(['1.1', '1.2'] as const)('gives any JSON value back to a YAML %s reader', (version) => {
    fc.assert(fc.property(json, (value) => { expect(parse(toYaml(value), { version })).toEqual(value); }), { numRuns: 2000 });
  });

  test.each(['1.1', '1.2'] as const)('keeps each awkward string a string, as value, key and item, for a YAML %s reader', (version) => {
    for (const text of AWKWARD) {
      const value = { value: text, list: [text, [text]], map: Object.fromEntries([[text, { [text]: 1 }]]) };
      expect(parse(toYaml(value), { version })).toEqual(value);
    }
  });

  test('never quotes what reads well without', () => {
    const words = ['apps/v1', 'churn', '250m', '600Mi', '30s', 'https://a.b/c?d', 'registry.azurecr.io/r/churn:1.0.0', 'plumbline/source', '/etc/plumbline', 'a b c', '$(POD_IP)'];
    const plain = words.filter((word) => !word.includes('?'));
    expect(plain.map((word) => toYaml(word))).toEqual(plain.map((word) => `${word}\n`));
  });

  test('keeps the order of keys', () => {
    expect(toYaml({ b: 1, a: 2 })).toBe('b: 1\na: 2\n');
  });

  test('indents lists under their key and maps behind their dash', () => {
    expect(toYaml({ a: [{ b: 1, c: [2] }, [3]] })).toBe('a:\n  - b: 1\n    c:\n      - 2\n  - - 3\n');
  });

  test('prints a text of several lines as a literal block', () => {
    expect(toYaml({ a: { b: 'x\n\n  y\n' } })).toBe('a:\n  b: |\n    x\n\n      y\n');
  });

  test('prints empty maps and lists in place', () => {
    expect(toYaml({ a: {}, b: [], c: [{}, []] })).toBe('a: {}\nb: []\nc:\n  - {}\n  - []\n');
  });

  test.each([[undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [() => 1]])('refuses %p', (value) => {
    expect(() => toYaml({ value })).toThrow('has no place in a manifest');
  });
});
