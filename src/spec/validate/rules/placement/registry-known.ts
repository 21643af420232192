import { parseImage } from '../../../image';
import type { PlacementRule } from '../rule';

/** An image without a registry is one of the environment's. */
export const registryKnown: PlacementRule = ({ model, environment }) => {
  if (environment.spec.registry !== undefined || parseImage(model.spec.image).registry !== '') return [];
  return [{
    ...model.at([['image']], `${model.say(['image'])} names no registry, and environment ${environment.metadata.name} has none; write the registry before it, or spec.registry in the environment`),
    in: 'model',
  }];
};
