import { compile, isConstant, json, prettyJson, sha256, symbolic } from '../../src/expression';

const values = symbolic<{ name: string }>();

describe('a part of a template that no value reaches', () => {
  const evaluate = compile({ name: values.name, probe: { port: 1, headers: [{ a: 'b' }, undefined] } });
  const first = evaluate({ name: 'x' }) as { name: string; probe: { port: number; headers: object[] } };

  test('is made once and shared', () => {
    expect((evaluate({ name: 'y' }) as typeof first).probe).toBe(first.probe);
    expect(isConstant(first.probe)).toBe(true);
  });

  test('can be changed by nobody', () => {
    expect(() => { first.probe.port = 2; }).toThrow(TypeError);
    expect(() => { Object.assign(first.probe.headers[0], { a: 'c' }); }).toThrow(TypeError);
  });

  test('leaves out what is undefined', () => {
    expect(first.probe.headers).toEqual([{ a: 'b' }]);
  });

  test('does not make its neighbours constant', () => {
    expect(isConstant(first)).toBe(false);
    expect(evaluate({ name: 'y' })).toMatchObject({ name: 'y' });
  });
});

describe('a JSON text that is asked for in two places', () => {
  const evaluate = compile({ text: json({ name: values.name }), sum: sha256(json({ name: values.name })) });

  test('follows the values', () => {
    const texts = ['a', 'b', 'a'].map((name) => (evaluate({ name }) as { text: string }).text);
    expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'a' }]);
  });

  test('is told apart from the JSON of another field', () => {
    const both = symbolic<{ name: string; team: string }>();
    expect(compile([json({ name: both.name }), json({ name: both.team })])({ name: 'a', team: 'b' })).toEqual([prettyJson({ name: 'a' }), prettyJson({ name: 'b' })]);
  });
});
