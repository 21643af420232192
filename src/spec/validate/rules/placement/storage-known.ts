import type { PlacementRule } from '../rule';

/** An artifact lies in the environment's storage account. */
export const storageKnown: PlacementRule = ({ model, environment }) => {
  if (model.spec.artifact === undefined || environment.spec.storage !== undefined) return [];
  return [{
    ...model.at([['artifact']], `${model.name(['artifact'])} lies in a storage account, and environment ${environment.metadata.name} has none; write spec.storage there`),
    at: 'key',
    in: 'model',
  }];
};
