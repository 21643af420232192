import { registryProvider } from './registry-provider';
import type { ClusterValues, ImageUpdateValues } from '../cluster-values';
import type { CompleteEnvironment } from '../complete-environment.generated';
import { imagePolicyName } from '../naming';
import { compare } from '../problem';
import type { ScoringValues } from '../values';

/**
 * How Flux writes newer images into the specs of an environment.
 * @param base the project's folder in its repository, with a slash at its end; empty for the repository's own
 */
export function imageUpdatesOf({ metadata, spec: { gitops } }: CompleteEnvironment, base: string): ClusterValues['imageUpdates'] {
  const updates = gitops?.imageUpdates;
  return {
    url: updates === undefined ? '' : updates.url ?? gitops!.url,
    branch: gitops?.branch ?? 'main',
    pushBranch: updates?.branch ?? `plumbline/images-${metadata.name}`,
    secretName: updates?.secretName ?? '',
    path: `./${base}models`,
  };
}

/** The models whose images are watched, sorted by name. */
export function watchedImages(
  { metadata, spec: { gitops } }: CompleteEnvironment, models: readonly ScoringValues[], marks: Pick<ImageUpdateValues, 'environment' | 'source'>,
): ImageUpdateValues[] {
  const ranges = gitops?.imageUpdates?.models ?? {};
  return models
    .filter(({ name }) => Object.hasOwn(ranges, name))
    .map(({ name, image: { registry, repository } }) => ({
      ...marks,
      name: imagePolicyName(name, metadata.name),
      image: `${registry}/${repository}`,
      provider: registryProvider(registry),
      range: ranges[name],
    }))
    .sort((left, right) => compare(left.name, right.name));
}
