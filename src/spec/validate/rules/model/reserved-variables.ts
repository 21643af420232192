import type { Finding } from '../../../problem';
import type { ModelRule } from '../rule';

/** Variables that the service sets, and what to set instead. */
const RESERVED: readonly (readonly [name: RegExp, instead: string])[] = [
  [/^(OMP_NUM_THREADS|OMP_THREAD_LIMIT|OPENBLAS_NUM_THREADS|MKL_NUM_THREADS|BLIS_NUM_THREADS|R_DATATABLE_NUM_THREADS|R_RANGER_NUM_THREADS|RCPP_PARALLEL_NUM_THREADS)$/,
    'spec.workers.threadsPerWorker sets it'],
  [/^AZURE_(CLIENT_ID|TENANT_ID|FEDERATED_TOKEN_FILE|AUTHORITY_HOST)$/, 'the identity of the team sets it'],
  [/^PLUMBLINE_/, 'names with PLUMBLINE_ belong to the service'],
];

/** A model does not set what the service sets. */
export const reservedVariables: ModelRule = (model) => Object.keys(model.spec.env).flatMap((name): Finding[] => {
  const reserved = RESERVED.find(([pattern]) => pattern.test(name));
  return reserved === undefined ? [] : [{ ...model.at([['env', name]], `${model.name(['env', name])} can't be set: ${reserved[1]}`), at: 'key' }];
});
