import { oneOf } from '../../../wording';
import type { ModelRule } from '../rule';

/** Every worker gets whole cores, and no core is left over. */
export const threadsDivideCores: ModelRule = (model) => {
  const { cores, threadsPerWorker } = model.spec.workers;
  if (cores % threadsPerWorker === 0) return [];
  const divisors = Array.from({ length: cores }, (_, index) => index + 1).filter((count) => cores % count === 0);
  const threads = model.say(['workers', 'threadsPerWorker']);
  return [model.at(
    [['workers', 'threadsPerWorker'], ['workers', 'cores']],
    `${threads} must divide ${model.say(['workers', 'cores'])}: ${oneOf(divisors)}`,
  )];
};
