import { oneOf } from '../../../wording';
import { didYouMean } from '../../nearest';
import type { FleetFinding, FleetRule } from '../rule';

/** Overrides are for environments that exist, and where the model runs. */
export const knownEnvironments: FleetRule = ({ models, environments, environmentNames, selected }) => {
  if (environmentNames === undefined) return [];
  const names = [...environmentNames].sort();
  return models.flatMap((model) => Object.keys(model.value.spec.environments ?? {}).flatMap((name): FleetFinding[] => {
    const finding = (message: string, severity: 'error' | 'warning'): FleetFinding[] =>
      [{ file: model.file, path: ['spec', 'environments', name], at: 'key', message: `spec.environments.${name} ${message}`, severity }];
    if (!environmentNames.has(name)) {
      const hint = didYouMean(name, names) || `; there ${names.length === 1 ? 'is' : 'are'} ${oneOf(names, 'and')}`;
      return finding(`is the name of no environment${hint}`, 'error');
    }
    const environment = environments.find(({ value }) => value.metadata.name === name);
    if (environment === undefined || selected.get(environment.file)?.includes(model)) return [];
    return finding(`has no effect: the model does not run there (spec.models in ${environment.file})`, 'warning');
  }));
};
