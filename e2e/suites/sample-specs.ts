import { resolve } from 'node:path';
import type { Repository } from '../../src/spec/assemble';
import { loadRepository } from '../../src/spec/load/load-repository';
import { formatProblem } from '../../src/spec/problem';
import { resolveModel } from '../../src/spec/resolve/resolve-model';

const ROOT = resolve(__dirname, '..', '..');

/** Kubernetes versions are judged by it, in warnings alone. */
export const TODAY = '2026-11-01';

const PREFIX = 'e2e-';

/** The repository's own specs. @throws Error that lists what is wrong with them */
export function sampleSpecs(): Repository {
  const repository = loadRepository(ROOT, { today: TODAY });
  if (repository.errors.length > 0) { throw new Error(repository.errors.map(formatProblem).join('\n')); }
  return repository;
}

/**
 * The repository's own specs with models under names that nobody else has: on somebody's cluster they must not meet the models that really
 * run there.
 */
export function throwawaySpecs(): Repository {
  const repository = sampleSpecs();
  const placements = repository.placements.map(({ model: { file, value }, environment }) => {
    const model = { file, value: { ...value, metadata: { ...value.metadata, name: `${PREFIX}${value.metadata.name}` } } };
    return { model, environment, values: resolveModel(model, environment) };
  });
  return { ...repository, placements };
}
