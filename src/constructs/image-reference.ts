import { concat, equal, type Reference, when } from '../expression';
import type { ScoringValues } from '../spec/values';

/** `registry/repository:tag@digest`, the digest deciding where both are given. */
export function imageReference({ image }: Reference<ScoringValues>) {
  return concat(
    image.registry, '/', image.repository,
    when(equal(image.tag, ''), '', concat(':', image.tag)),
    when(equal(image.digest, ''), '', concat('@', image.digest)),
  );
}
