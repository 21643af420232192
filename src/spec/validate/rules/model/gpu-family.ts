import type { ModelRule } from '../rule';

/** Why a family gains nothing from a GPU. */
const REASONS: Readonly<Record<string, string>> = {
  'linear': 'a linear model scores a row with one short product of vectors',
  'tree-ensemble': 'a tree ensemble walks through branches, which R\'s packages do on the CPU',
};

/** A GPU only where it is of use, unless the author insists. */
export const gpuFamily: ModelRule = (model) => {
  const { gpu, family } = model.spec;
  const reason = REASONS[family];
  if (gpu === undefined || gpu.count === 0 || gpu.force || reason === undefined) return [];
  return [model.at([['gpu', 'count'], ['gpu']], `${model.name(['gpu'])} gains nothing: ${reason}; remove it, or set ${model.name(['gpu'])}.force to true`)];
};
