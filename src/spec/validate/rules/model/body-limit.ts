import { mebibytes } from '../../../memory';
import type { Finding } from '../../../problem';
import type { ModelRule } from '../rule';

/** One request can't take all the memory of the process that receives it, and finds room among all that are read at once. */
export const bodyLimit: ModelRule = (model) => {
  const { endpoint, gateway } = model.spec;
  const findings: Finding[] = [];
  const limit = model.say(['endpoint', 'bodyLimit']);
  if (mebibytes(endpoint.bodyLimit) * 2 > mebibytes(gateway.memory)) {
    findings.push(model.at(
      [['endpoint', 'bodyLimit'], ['gateway', 'memory']],
      `${limit} may be at most half of ${model.say(['gateway', 'memory'])}, which holds the requests in work`,
    ));
  }
  if (endpoint.bodiesLimit !== undefined && mebibytes(endpoint.bodiesLimit) < mebibytes(endpoint.bodyLimit)) {
    findings.push(model.at([['endpoint', 'bodiesLimit'], ['endpoint', 'bodyLimit']], `${model.say(['endpoint', 'bodiesLimit'])} must be at least ${limit}: no larger body would find room`));
  }
  return findings;
};
