import type { Finding } from '../../../problem';
import type { ModelRule } from '../rule';

/** An artifact that an override makes or moves is whole, and has the checksum of what it moved to. */
export const artifactSource: ModelRule = (model) => {
  const { artifact } = model.spec;
  if (artifact === undefined || model.environment === undefined) return [];
  const name = model.name(['artifact']);
  const findings: Finding[] = [];
  if (artifact.blob === undefined && artifact.share === undefined) findings.push(model.at([['artifact']], `${name} needs one of blob or share`));
  if (artifact.sha256 === undefined) findings.push(model.at([['artifact']], `${name}.sha256 is required`));
  for (const source of ['blob', 'share'] as const) {
    const moved = isOverridden(model.origin(['artifact', source]));
    if (moved && artifact.sha256 !== undefined && !isOverridden(model.origin(['artifact', 'sha256']))) {
      findings.push(model.at([['artifact', source]], `${model.name(['artifact', source])} is another archive and needs its own sha256 beside it`));
    }
  }
  return findings;
};

function isOverridden(origin: readonly unknown[] | undefined): boolean {
  return origin?.[1] === 'environments';
}
