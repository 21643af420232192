import { ENVIRONMENT, MODELS } from './every-field';
import { leafFields, mutated } from './mutations';
import { chartRenders } from './sides';
import { UNKNOWN_RULE } from '../../src/review/judge';
import { reviewOf } from '../../src/review/review';
import type { Side } from '../../src/review/side';
import { completeEnvironment, resolveModel, specSchema } from '../../src/spec';
import type { Environment, Model } from '../../src/spec';

/** Fields whose change no review shows, and why. */
const INVISIBLE: Readonly<Record<string, string>> = {
  apiVersion: 'has one value',
  kind: 'has one value',
};

const MODEL_SCHEMA = specSchema('Model');
const ENVIRONMENT_SCHEMA = specSchema('Environment');

function sideOfSpecs(models: readonly Model[], environment: Environment): Side {
  const complete = completeEnvironment(environment);
  const values = models.map((model, index) => resolveModel({ file: `models/${index}.yaml`, value: model }, { file: 'environments/0.yaml', value: environment }));
  const fleet = { environment: complete, models: values };
  const side = { file: 'environments/0.yaml', environment: complete, models: new Map(values.map((each) => [each.name, each])), fleet };
  return { environments: new Map([[complete.metadata.name, side]]) };
}

function rulesThatSpeak(before: Side, after: Side): string[] {
  const { groups, environments } = reviewOf({ before, after, ...chartRenders() });
  return [...groups.flatMap(({ first }) => first.statements), ...environments.flatMap(({ statements }) => statements)].map(({ rule }) => rule);
}

describe('a review shows a change of', () => {
  const before = sideOfSpecs(MODELS, ENVIRONMENT);
  const modelFields = leafFields(MODEL_SCHEMA).filter((path) => !Object.hasOwn(INVISIBLE, path.join('.'))).map((path) => path.join('.'));
  const environmentFields = leafFields(ENVIRONMENT_SCHEMA).filter((path) => !Object.hasOwn(INVISIBLE, path.join('.'))).map((path) => path.join('.'));

  test.each(modelFields)('a model\'s %s', (field) => {
    const index = MODELS.findIndex((model) => mutated(model, field.split('.'), MODEL_SCHEMA) !== undefined);
    expect(index).not.toBe(-1);
    const models = MODELS.map((model, place) => place === index ? mutated(model, field.split('.'), MODEL_SCHEMA)! : model);
    const rules = rulesThatSpeak(before, sideOfSpecs(models, ENVIRONMENT));
    expect(rules).not.toEqual([]);
    expect(rules).not.toContain(UNKNOWN_RULE);
  });

  test.each(modelFields.filter((field) => field.startsWith('spec.')))('an override\'s %s', (field) => {
    const path = field.split('.');
    const index = MODELS.findIndex((model) => mutated(model, path, MODEL_SCHEMA) !== undefined);
    const models = MODELS.map((model, place): Model => {
      if (place !== index) { return model; }
      const { environments: _, ...override } = mutated(model, path, MODEL_SCHEMA)!.spec;
      return { ...model, spec: { ...model.spec, environments: { production: override } } };
    });
    expect(rulesThatSpeak(before, sideOfSpecs(models, ENVIRONMENT))).not.toEqual([]);
  });

  test.each(environmentFields)('an environment\'s %s', (field) => {
    const environment = mutated(ENVIRONMENT, field.split('.'), ENVIRONMENT_SCHEMA);
    expect(environment).toBeDefined();
    const rules = rulesThatSpeak(before, sideOfSpecs(MODELS, environment!));
    expect(rules).not.toEqual([]);
    expect(rules).not.toContain(UNKNOWN_RULE);
  });
});

test('every invisible field is one of a schema', () => {
  const fields = [...leafFields(MODEL_SCHEMA), ...leafFields(ENVIRONMENT_SCHEMA)].map((path) => path.join('.'));
  expect(Object.keys(INVISIBLE).filter((field) => !fields.includes(field))).toEqual([]);
});
