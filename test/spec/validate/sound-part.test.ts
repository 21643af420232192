import { errorsOf, MODEL } from '../../helpers/specs';

function model(text: string, base = MODEL): string[] {
  return errorsOf(base + text).map((error) => error.replace(/^models\/churn\.yaml:/, ''));
}

describe('a file that does not fit the schema', () => {
  test('is also told what the rest of it means wrong', () => {
    expect(model('  workers: { coers: 4 }\n  scaling: { min: 3, max: 2 }\n')).toEqual([
      '6:14: spec.workers.coers is not a field; did you mean cores?',
      '7:27: spec.scaling.max (2) must be at least spec.scaling.min (3)',
    ]);
  });

  test('is not told of what follows from the error itself', () => {
    expect(model('  scaling: { min: 30, max: x }\n')).toHaveLength(1);
  });

  test('is not told in an override of what follows from an error in the base', () => {
    expect(model('  scaling: { min: 30, max: x }\n  environments: { production: { scaling: { min: 40 } } }\n')).toHaveLength(1);
  });

  test('is told of two bad items of one list', () => {
    const inputs = '  inputs: [{ name: a, type: dubble }, { name: b, type: double }, { name: c, type: strng }]\n';
    expect(model(`${inputs}  scaling: { min: 3, max: 2 }\n`)).toHaveLength(3);
  });

  test('is judged by the schema alone where what is left fits it no better', () => {
    expect(model('  scaling: { min: 3, max: 2 }\n', MODEL.replace('kind: Model\n', ''))).toEqual(expect.not.arrayContaining([expect.stringContaining('scaling')]));
  });
});
