import { mebibytes } from '../../../memory';
import type { ModelRule } from '../rule';

/** One request can't take all the memory of the process that receives it. */
export const bodyLimit: ModelRule = (model) => {
  if (mebibytes(model.spec.endpoint.bodyLimit) * 2 <= mebibytes(model.spec.gateway.memory)) return [];
  const limit = model.say(['endpoint', 'bodyLimit']);
  return [model.at(
    [['endpoint', 'bodyLimit'], ['gateway', 'memory']],
    `${limit} may be at most half of ${model.say(['gateway', 'memory'])}, which holds the requests in work`,
  )];
};
