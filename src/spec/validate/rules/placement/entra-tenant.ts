import type { PlacementRule } from '../rule';

/** Tokens are checked against a tenant's issuer, so the tenant must be known. */
export const entraTenant: PlacementRule = ({ model, environment }) => {
  const { auth, entra } = model.spec.endpoint;
  if (auth !== 'entra' || entra?.tenantId !== undefined || environment.spec.tenantId !== undefined) return [];
  return [{
    ...model.at([['endpoint', 'auth']], `${model.name(['endpoint', 'entra', 'tenantId'])} is required: environment ${environment.metadata.name} names no tenant; write it here, or spec.tenantId there`),
    in: 'model',
  }];
};
