import { hostServing, hostsOf } from '../../../environment';
import { oneOf } from '../../../wording';
import { didYouMean } from '../../nearest';
import type { PlacementRule } from '../rule';

/** A model's host is one that the environment serves. */
export const hostServed: PlacementRule = ({ model, environment }) => {
  const { host } = model.spec.endpoint;
  if (host === undefined || hostServing(environment, host) !== undefined) return [];
  const hosts = hostsOf(environment);
  const hint = hosts.length > 1 ? didYouMean(host, hosts) : '';
  const message = `${model.say(['endpoint', 'host'])} is not a host of environment ${environment.metadata.name}, which serves ${oneOf(hosts, 'and')}${hint}`;
  return [{ ...model.at([['endpoint', 'host']], message), in: 'model' }];
};
