import fc from 'fast-check';
import { stringify } from 'yaml';
import { assembleRepository, formatProblem, resolveModel, type Environment, type Model, type ParsedFile, type Repository } from '../../src/spec';
import { parseSpecFile } from '../../src/spec/parse-file';
import { corruption, validEnvironment, validModel } from '../helpers/spec-arbitraries';
import { TODAY } from '../helpers/specs';

const MODEL_FILE = 'models/churn.yaml';
const ENVIRONMENT_FILE = 'environments/production.yaml';

function parsed(kind: 'Model' | 'Environment', file: string, value: unknown): ParsedFile {
  return parseSpecFile({ kind, file, bytes: new TextEncoder().encode(stringify(value)) });
}

function repository(model: unknown, environment: unknown): Repository {
  const texts = new Map([[MODEL_FILE, stringify(model)], [ENVIRONMENT_FILE, stringify(environment)]]);
  return assembleRepository([parsed('Environment', ENVIRONMENT_FILE, environment), parsed('Model', MODEL_FILE, model)], { today: TODAY, textOf: (file) => texts.get(file)! });
}

const corruptModel = validModel().chain((model) => corruption('Model', model));
const corruptEnvironment = validEnvironment().chain((environment) => corruption('Environment', environment));

describe('for every valid model in every valid environment', () => {
  test('there is no error, and one placement', () => {
    fc.assert(fc.property(validModel(), validEnvironment(), (model, environment) => {
      const { errors, placements } = repository(model, environment);
      expect(errors.map(formatProblem)).toEqual([]);
      expect(placements).toHaveLength(1);
    }));
  });

  test('the resolved values are the same twice and survive JSON', () => {
    fc.assert(fc.property(validModel(), validEnvironment(), (model, environment) => {
      const copy = <T>(value: T) => structuredClone(value);
      const resolve = (m: Model, e: Environment) => resolveModel({ file: MODEL_FILE, value: m }, { file: ENVIRONMENT_FILE, value: e });
      const values = resolve(model, environment);
      expect(resolve(copy(model), copy(environment))).toEqual(values);
      expect(JSON.parse(JSON.stringify(values))).toEqual(values);
    }));
  });

  test('a parsed file survives JSON', () => {
    fc.assert(fc.property(validModel(), (model) => {
      const file = parsed('Model', MODEL_FILE, model);
      expect(JSON.parse(JSON.stringify(file))).toEqual(file);
    }));
  });
});

describe('for every valid spec with one field made wrong', () => {
  test.each([
    ['model', 'Model', MODEL_FILE, corruptModel],
    ['environment', 'Environment', ENVIRONMENT_FILE, corruptEnvironment],
  ] as const)('an error of the %s names the field and says where it is', (_, kind, file, corrupt) => {
    fc.assert(fc.property(corrupt, ({ value, field, how }) => {
      const { problems } = parsed(kind, file, value);
      const named = problems.filter(({ severity, message }) => severity === 'error' && message.includes(field));
      expect({ how, found: named.length > 0, problems: named.length > 0 ? [] : problems }).toEqual({ how, found: true, problems: [] });
      for (const problem of named) {
        expect(problem.file).toBe(file);
        expect(problem.line).toBeGreaterThan(0);
        expect(problem.column).toBeGreaterThan(0);
      }
    }), { numRuns: 400 });
  });
});
