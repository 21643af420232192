import type { BuildRequest } from './builder';
import { ImageError } from './image-error';
import { outputOf } from './run';

/** A registry names its images without its own host. */
const inRegistry = (reference: string): string => reference.slice(reference.indexOf('/') + 1);

/** Arguments of a build in a registry of Azure (https://learn.microsoft.com/cli/azure/acr#az-acr-build). */
export function acrBuildArguments(registry: string, { context, tags, args, sourceDateEpoch, options }: BuildRequest): string[] {
  const buildArgs = Object.entries({ ...args, SOURCE_DATE_EPOCH: String(sourceDateEpoch) }).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  return ['acr', 'build', '--registry', registry, ...tags.flatMap((tag) => ['--image', inRegistry(tag)]), ...buildArgs, ...options, '--file', `${context}/Dockerfile`, context];
}

/**
 * Digest of an image in a registry of Azure.
 *
 * @throws ImageError where the registry does not say.
 */
export function acrDigest(registry: string, reference: string): string {
  const digest = outputOf('az', ['acr', 'repository', 'show', '--name', registry, '--image', inRegistry(reference), '--query', 'digest', '--output', 'tsv']);
  if (digest === undefined || digest === '') { throw new ImageError(`${reference} was built, and the registry ${registry} does not say under which digest`); }
  return digest;
}
