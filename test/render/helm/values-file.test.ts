import fc from 'fast-check';
import { parse } from 'yaml';
import { difference, valuesYaml } from '../../../src/render/helm/values-file';
import { scoringValues } from '../../helpers/scoring-values';
import { anyScoringValues } from '../../helpers/values-arbitraries';

type Values = Record<string, unknown>;

/** As Helm lays a values file over a chart's values: https://helm.sh/docs/chart_template_guide/values_files/ */
function overlaid(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) { return over; }
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])].filter((key) => over[key] !== null);
  return Object.fromEntries(keys.map((key) => [key, key in over ? overlaid(base[key], over[key]) : base[key]]));
}

function isMap(value: unknown): value is Values {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

describe('what differs between two environments', () => {
  test('makes the values of the second when laid over those of the first, for any values', () => {
    fc.assert(fc.property(anyScoringValues(), anyScoringValues(), (base, values) => {
      expect(overlaid(base, difference(base, values))).toEqual(values);
    }), { numRuns: 200 });
  });

  test('is nothing between values that are the same', () => {
    expect(difference(scoringValues(), scoringValues())).toEqual({});
  });

  test('names the one field that differs', () => {
    expect(difference(scoringValues(), scoringValues({ scaling: { min: 7 } }))).toEqual({ scaling: { min: 7 } });
  });

  test('takes away a label that only the first has', () => {
    expect(difference(scoringValues({ labels: { a: '1', b: '2' } }), scoringValues({ labels: { a: '1' } }))).toEqual({ labels: { b: null } });
  });
});

describe('values.yaml', () => {
  test('holds the values, for any values', () => {
    fc.assert(fc.property(anyScoringValues(), (values) => {
      expect(parse(valuesYaml(values))).toEqual(values);
    }), { numRuns: 100 });
  });

  test('describes every value in a comment above it', () => {
    const lines = valuesYaml(scoringValues({ inputs: [], secrets: { files: [] } })).split('\n').filter((line) => line !== '');
    const bare = lines.filter((line, index) => !line.trimStart().startsWith('#') && !lines[index - 1]?.trimStart().startsWith('#'));
    expect(bare).toEqual([]);
  });

  test('says what a number may be', () => {
    expect(valuesYaml(scoringValues())).toContain('# -- CPU cores of a pod for R; the gateway\'s share comes on top. 1 to 128.\n  cores: 4\n');
  });

  test('says of an empty list what would stand in it', () => {
    const comment = valuesYaml(scoringValues({ variables: [] })).split('\n\n').find((part) => part.endsWith('variables: []'))!;
    expect(comment.replaceAll('\n#', '')).toContain('Each item has name, source (value, secret, key-vault); as needed value, secretName, secretKey, keyVaultSecret.');
  });
});
