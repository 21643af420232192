import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseAnyYaml, parsePlainYaml, parseYaml } from '../../../src/spec/load/parse-yaml';
import { isPlainYaml } from '../../../src/spec/load/plain-yaml';
import { validEnvironment, validModel } from '../../helpers/spec-arbitraries';

const ROOT = join(__dirname, '..', '..', '..');
const SAMPLES = ['models', 'environments'].flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(folder, name)));
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

describe('a spec as people write it takes the short cut', () => {
  test.each(SAMPLES)('%s', (file) => {
    expect(parsePlainYaml(text(file))).toStrictEqual(parseAnyYaml(text(file)));
  });

  test.each([
    ['lines that end as on Windows', 'a: 1\r\nb:\r\n  - x\r\n'],
    ['no line break at the end', 'a: 1\nb: [x]'],
    ['a comment on every line', '# a\na: # b\n  # c\n  b: 1 # d\n# e\n  c: { d: 2 } # f\n'],
    ['a sequence in the column of its key', 'a:\n- b: 1\n  c: 2\n- d\ne: 3\n'],
    ['a sequence of maps', 'a:\n  - b: 1\n    c:\n      d: x\n  - b: 2\n'],
    ['nested flow collections', 'a: { b: [1, { c: d }, []], "e": {} }\n'],
    ['quotes', 'a: "x: # \\"y\\" \\u00e9"\n"b c": \'it\'\'s\'\n'],
    ['letters of other alphabets', 'a: Übergröße für 猫\n'],
    ['numbers', 'a: [0, -1, 1.50, 999999999999999]\n'],
    ['what begins like a number', 'a: [1.0.0, 600Mi, 0f8fad5b-d9cb-469f, 12 monkeys]\n'],
    ['addresses', 'a: https://contoso.com:443/x?y=1\nb: localhost:5000/x:1.0.0\n'],
    ['indicators inside plain text', 'a: x & y *z !w "q" {r} [s], t\n'],
  ])('%s', (_, written) => {
    expect(parsePlainYaml(written)).toStrictEqual(parseAnyYaml(written));
  });
});

describe('a text that libraries might read differently does not take it', () => {
  test.each([
    ...['yes', 'No', 'ON', 'off', 'y', 'N', '~', 'null', 'TRUE', '1_000', '0b1', '0o7', '017', '0xff', '1:30', '2026-01-01', '1e3', '1.', '.5', '+1', '-0', '-0.0',
      '.inf', '-.inf', '.nan', '1234567890123456', '&a x', '*a', '!!str x', '|', '>-', '@a', '`a`', '%a', '? a', '- a', ''].map((value) => [`a: ${value}`]),
    ['<<: { a: 1 }'], ['yes: 1'], ['1: 1'], ['? a\n: b'], ['--- \na: 1'], ['a: 1\n...'], ['%YAML 1.1\n---\na: 1'], ['a: 1\n---\nb: 1'], ['a:\tb'], ['\ta: b'],
    ['a: b\n  c'], ['a: "b\n  c"'], ['a: [b,\n  c]'], ['a: [b, ]'], ['a: { b }'], ['a: [b: c]'], ['a: "\\U0001F600"'], ['a: "\\q"'], ['a: b\rc: d'],
    ['a: b\u2028'], ['a: b\u00a0'], ['\ufeffa: b'], ['a: \ud800'], ['a: b: c'], ['a:b'], ['a: b\n  - c'], ['a: 1\n- b'], [' a: 1'], ['a:\n b: 1\n  c: 2'],
    ['a'], ['{ a: 1 }'], ['- - a'], ['a: b #c\n d: e'], ['a: "b"c'], ['a: [b]c'], ['a:\nb: 1'],
  ])('%j', (written) => {
    expect(isPlainYaml(written)).toBe(false);
  });

  test('of any depth', () => {
    expect(isPlainYaml(`a: ${'['.repeat(400)}${']'.repeat(400)}`)).toBe(false);
  });

  test('of any length', () => {
    expect(isPlainYaml(`a: ${'x'.repeat(1_000_000)}`)).toBe(false);
  });
});

test('a key twice is refused with its place although the text is plain', () => {
  expect(isPlainYaml('a: 1\na: 2\n')).toBe(true);
  expect(parseYaml('a: 1\na: 2\n').errors).toEqual([{ line: 2, column: 1, message: 'a is written twice in the same place; keep one of them' }]);
});

test('a key of an object\'s own is read as any other', () => {
  const { value } = parsePlainYaml('__proto__: { x: 1 }\ntoString: x\n')!;
  expect(JSON.stringify(value)).toBe('{"__proto__":{"x":1},"toString":"x"}');
});

describe('the short cut says what the long way says', () => {
  const style = fc.record({
    collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
    defaultKeyType: fc.constantFrom(null, 'QUOTE_DOUBLE' as const, 'PLAIN' as const),
    defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const, 'BLOCK_LITERAL' as const),
    flowCollectionPadding: fc.boolean(),
    indent: fc.integer({ min: 1, max: 5 }),
    indentSeq: fc.boolean(),
    lineWidth: fc.constantFrom(0, 40, 80),
  });
  const spec = fc.oneof(validModel(), validEnvironment());

  test('of a valid spec in any style', () => {
    fc.assert(fc.property(spec, style, (value, options) => {
      expectTheSame(stringify(value, options));
    }), { numRuns: 300 });
  });

  test('of a sample with characters and lines changed', () => {
    const original = fc.constantFrom(...SAMPLES.map(text), ...SMALL, ...SMALL);
    fc.assert(fc.property(original, fc.array(change, { minLength: 1, maxLength: 4 }), (sample, changes) => {
      expectTheSame(changes.reduce((written, apply) => apply(written), sample));
    }), { numRuns: 600 });
  });

  test('of lines that look like YAML', () => {
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => expectTheSame(lines.join(''))), { numRuns: 600 });
  });
});

/** In order too: whatever is rendered keeps the order of a file. */
function expectTheSame(written: string): void {
  const [short, long] = [parseYaml(written), parseAnyYaml(written)];
  expect(short).toStrictEqual(long);
  expect(JSON.stringify(short)).toBe(JSON.stringify(long));
}

const SMALL = [
  'a: 1\nb:\n  - x: 1\n    y: [a, b]\n  - z\nc:\n- d\n- e: { f: g, "h": 0.5 }\n',
  'a:\n  b:\n    c: 1\n  d:\n  - 1\n  - 2\n  e: x\nf: "q\\n\\u00e9"\n',
  'k: v # c\nl: []\n# x\nm:\n   n: -1.5\r\n',
];
const PIECES = [
  ' ', '  ', '\n', '\n  ', '\n- ', '- ', ': ', ':', '#', ' #', '"', '\'', ',', '[', ']', '{', '}', '-', '? ', '&a ', '*a', '!', '!!str ', '|', '>', '%', '@', '`', '~',
  '---\n', '...\n', 'null', 'true', 'yes', '0', '1', '-0', '1e3', '.5', '1_0', '0o7', '0x1f', '1:30', '2026-01-01', '.inf', '\\', '\\n', '\\x4', '\t', '\r', '\u00a0',
  '\u2028', '\ufeff', 'é', '😀', '\ud800', '<<: ', '=', '+1', '1.', '__proto__: 1\n', 'a: 1\n',
];

type Change = (written: string) => string;

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom('insert', 'delete', 'replace', 'indent', 'repeat line', 'drop line'), fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...PIECES), fc.nat(7),
).map(([how, place, piece, count]) => (written) => {
  const at = Math.floor(place * written.length);
  const lines = written.split('\n');
  const row = Math.floor(place * (lines.length - 1));
  switch (how) {
    case 'insert': return written.slice(0, at) + piece + written.slice(at);
    case 'delete': return written.slice(0, at) + written.slice(at + 1 + count % 3);
    case 'replace': return written.slice(0, at) + piece + written.slice(at + 1);
    case 'indent': return lines.with(row, lines[row].replace(/^ */, ' '.repeat(count))).join('\n');
    case 'repeat line': return lines.toSpliced(count % lines.length, 0, lines[row]).join('\n');
    default: return lines.toSpliced(row, 1).join('\n');
  }
});

const key = fc.constantFrom('a', 'b', 'c', '"e f"', '\'g\'', 'h.i/j', '_k', '__proto__', 'yes', '"1"', '""', '"<<"');
const value = fc.oneof(
  fc.constantFrom('x', '1', '-1.50', '1.0.0', 'a b  c', 'a:b', '"q # : \\""', '\'s \'\' s\'', 'true', '{}', '[]', '[a, 1, "x"]', '{ a: b, "c": [1, { d: e }] }', 'a, b [c]', '-', 'x # y'),
  fc.string({ maxLength: 6, unit: fc.constantFrom(...'abeotx019-+._:#,[]{}\'" ~') }),
);
const line = fc.tuple(
  fc.constantFrom('', '', '', '  ', '  ', '    ', ' '), fc.constantFrom('', '', '- ', '-  '), fc.option(key), fc.option(value), fc.constantFrom('', '', ' # c', ' '), fc.constantFrom('\n', '\n', '\r\n'),
).map(([indent, dash, name, given, end, lineBreak]) => `${indent}${dash}${name === null ? '' : `${name}:`}${name === null || given === null ? '' : ' '}${given ?? ''}${end}${lineBreak}`);
