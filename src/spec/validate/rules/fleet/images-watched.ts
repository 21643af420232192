import { completeEnvironment, registryHost } from '../../../environment';
import { parseImage } from '../../../image';
import { ModelView } from '../../../model-view';
import { didYouMean } from '../../nearest';
import type { Fleet, FleetFinding, FleetRule } from '../rule';

/** Models whose images Flux is to renew are known, run there, and name their image whole, as Flux writes it. */
export const imagesWatched: FleetRule = (fleet) => fleet.environments.flatMap((environment) => {
  const names = Object.keys(environment.value.spec.gitops?.imageUpdates?.models ?? {});
  return names.flatMap((name) => findingsAbout(fleet, environment, name));
});

function findingsAbout({ modelNames, selected }: Fleet, { file, value }: Fleet['environments'][number], name: string): FleetFinding[] {
  const about = (message: string): FleetFinding[] =>
    [{ file, path: ['spec', 'gitops', 'imageUpdates', 'models', name], at: 'key', message: `spec.gitops.imageUpdates.models.${name} ${message}` }];
  if (modelNames === undefined) return [];
  if (!modelNames.has(name)) return about(`is no model${didYouMean(name, [...modelNames].sort())}`);
  const there = selected.get(file)!.find((model) => model.value.metadata.name === name);
  if (there === undefined) return about(`does not run in environment ${value.metadata.name}; remove it, or let it run there (spec.models)`);
  const model = ModelView.of(there.value, value.metadata.name);
  if (parseImage(model.spec.image).registry !== '') return [];
  const whole = `${registryHost(completeEnvironment(value)) ?? '<registry>'}/${model.spec.image}`;
  return [{
    ...model.at([['image']], `${model.say(['image'])} must be whole where Flux renews it (spec.gitops.imageUpdates of environment ${value.metadata.name}), because Flux writes it so: ${whole}`),
    file: there.file,
  }];
}
