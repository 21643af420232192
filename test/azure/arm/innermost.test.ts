import fc from 'fast-check';
import { innermostErrors } from '../../../src/azure/arm/innermost';

const leaf = { code: 'SkuNotAvailable', message: 'No such size.' };

test('an error inside details is the one', () => {
  expect(innermostErrors({ error: { code: 'DeploymentFailed', message: 'At least one.', details: [{ code: 'Wrapper', message: 'x', details: [leaf] }] } })).toEqual([leaf]);
});

test('an error written as JSON into a message is the one', () => {
  expect(innermostErrors({ code: 'BadRequest', message: `{\r\n  "error": ${JSON.stringify(leaf)}\r\n}` })).toEqual([leaf]);
});

test('braces that are no JSON stay words', () => {
  expect(innermostErrors({ code: 'BadRequest', message: '{name} is wrong' })).toEqual([{ code: 'BadRequest', message: '{name} is wrong' }]);
});

test('two resources that failed alike are one error', () => {
  expect(innermostErrors({ error: { code: 'x', message: '', details: [leaf, leaf] } })).toEqual([leaf]);
});

test.each([undefined, null, 'text', 3, {}, { error: null }])('%p holds no error', (body) => {
  expect(innermostErrors(body)).toEqual([]);
});

test('however an error is wrapped, it is found', () => {
  const wrap = fc.constantFrom<(inner: object) => object>(
    (inner) => ({ error: inner }),
  (inner) => ({ code: 'Wrapper', message: 'wrapped', details: [inner] }),
  (inner) => ({ code: 'Wrapper', message: JSON.stringify(inner) }),
  (inner) => ({ status: 'Failed', error: inner }),
  );
  fc.assert(fc.property(fc.array(wrap, { maxLength: 8 }), (wraps) => {
    expect(innermostErrors(wraps.reduce((inner, each) => each(inner), leaf as object))).toEqual([leaf]);
  }), { numRuns: 200 });
});

test('a body that never ends is given up', () => {
  const endless: { error?: object } = {};
  endless.error = endless;
  expect(innermostErrors(endless)).toEqual([]);
});
