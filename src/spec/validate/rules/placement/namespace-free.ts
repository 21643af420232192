import { ingressOf } from '../../../ingress';
import { monitoringOf } from '../../../resolve/monitoring';
import { isReservedNamespace } from '../model/reserved-name';
import type { PlacementRule } from '../rule';

/** A model's namespace has the model's name, and is none that the environment uses otherwise. */
export const namespaceFree: PlacementRule = ({ model: { metadata: { name } }, environment }) => {
  // Another rule speaks of those.
  if (isReservedNamespace(name)) return [];
  const used = [[ingressOf(environment).namespace, 'ingress'], [monitoringOf(environment).namespace, 'monitoring']];
  return used.filter(([namespace]) => namespace === name).map(([, use]) => ({
    path: ['metadata', 'name'],
    at: 'value',
    message: `metadata.name (${name}) is the namespace of ${use} in environment ${environment.metadata.name}, and a model's namespace has the model's name; choose another`,
    in: 'model',
  }));
};
