import { bicepLiteral } from '../../src/azure/bicep-literal';

test.each([
  ['text', '\'text\''],
  ['it\'s', '\'it\\\'s\''],
  ['a\\b', '\'a\\\\b\''],
  ['${identity}', '\'\\${identity}\''],
  ['$5', '\'$5\''],
  ['two\nlines\r\n\tend', '\'two\\nlines\\r\\n\\tend\''],
  ['\u0000\u2028', '\'\\u{0}\\u{2028}\''],
  ['Zürich 🏠', '\'Zürich 🏠\''],
])('the text %j is %s', (text, literal) => {
  expect(bicepLiteral(text)).toBe(literal);
});

test.each([[0, '0'], [-5, '-5'], [true, 'true'], [null, 'null'], [[], '[]'], [{}, '{}']])('%j is %s', (value, literal) => {
  expect(bicepLiteral(value)).toBe(literal);
});

test('items of a list stand one a line', () => {
  expect(bicepLiteral(['a', 1])).toBe('[\n  \'a\'\n  1\n]');
});

test('fields of an object stand one a line, deeper ones further in', () => {
  expect(bicepLiteral({ a: { b: 1 } })).toBe('{\n  a: {\n    b: 1\n  }\n}');
});

test('a name that is no identifier is quoted', () => {
  expect(bicepLiteral({ 'managed-by': 1 })).toBe('{\n  \'managed-by\': 1\n}');
});

test.each([0.5, NaN, Infinity, 2 ** 53])('the number %p is refused', (value) => {
  expect(() => bicepLiteral({ deep: [value] })).toThrow(RangeError);
});
