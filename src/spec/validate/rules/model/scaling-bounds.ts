import type { ModelRule } from '../rule';

/** The most pods are at least the fewest. */
export const scalingBounds: ModelRule = (model) => {
  const { min, max } = model.spec.scaling;
  if (max >= min) return [];
  return [model.at([['scaling', 'max'], ['scaling', 'min']], `${model.say(['scaling', 'max'])} must be at least ${model.say(['scaling', 'min'])}`)];
};
