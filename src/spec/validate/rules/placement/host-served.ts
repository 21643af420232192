import { hostServing, hostsOf } from '../../../environment';
import { oneOf } from '../../../wording';
import { didYouMean } from '../../nearest';
import type { PlacementRule } from '../rule';

/** A model's host is one that the environment serves. */
export const hostServed: PlacementRule = ({ model, environment }) => {
  const { host } = model.spec.endpoint;
  if (host === undefined || hostServing(environment, host) !== undefined) return [];
  const hosts = hostsOf(environment);
  return [{
    ...model.at([['endpoint', 'host']], `${model.say(['endpoint', 'host'])} is not a host of environment ${environment.metadata.name}, which serves ${oneOf(hosts, 'and')}${didYouMean(host, hosts)}`),
    in: 'model',
  }];
};
