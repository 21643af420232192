import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ImageError } from './image-error';
import { CLOUDS, completeEnvironment, type Environment, type Model, ModelView, parseImage, registryHost, type Repository } from '../spec';

/** R's version in Debian trixie is the base image's: it stays the same for as long as that release lives. */
export const BASE_IMAGE = 'r-scoring/base:4.5.0';

/** What is built, under which names. */
export interface Named {
  readonly name: string;
  readonly version: string;
  /** As the spec has it, with the registry of the environment where there is one, without a digest. */
  readonly reference: string;
  /** What the spec's field `image` has before the tag. */
  readonly repository: string;
  readonly tag: string;
  /** Name of the registry in Azure, for az acr. */
  readonly registryName?: string;
}

/** @throws ImageError for a model or environment that is not there. */
export function nameModel(repository: Repository, model: string, environment?: string): Named {
  const value = found(repository.models, model, 'model');
  const view = ModelView.of(value, environment);
  const { registry, repository: path, tag } = parseImage(view.spec.image);
  const { name, version } = view.metadata;
  return { name, version, ...located(repository, environment, registry, path, tag === '' ? version : tag) };
}

/** @throws ImageError for an environment that is not there. */
export function nameBase(repository: Repository, environment?: string): Named {
  const { repository: path, tag } = parseImage(BASE_IMAGE);
  return { name: 'base', version: tag, ...located(repository, environment, '', path, tag) };
}

function located(repository: Repository, environment: string | undefined, registry: string, path: string, tag: string) {
  const named = { repository: path, tag };
  if (registry !== '') {
    const registryName = Object.values(CLOUDS).map((cloud) => `.${cloud.registry}`).find((suffix) => registry.endsWith(suffix));
    return { ...named, reference: `${registry}/${path}:${tag}`, ...registryName === undefined ? {} : { registryName: registry.slice(0, -registryName.length) } };
  }
  if (environment === undefined) { return { ...named, reference: `${path}:${tag}` }; }
  const complete = completeEnvironment(found(repository.environments, environment, 'environment'));
  const host = registryHost(complete);
  if (host === undefined) { throw new ImageError(`environment ${environment} has no registry, so the model's image must name one`); }
  return { ...named, reference: `${host}/${path}:${tag}`, registryName: complete.spec.registry!.name };
}

function found<T extends Model | Environment>(files: readonly { readonly value: T }[], name: string, kind: string): T {
  const file = files.find(({ value }) => value.metadata.name === name);
  if (file !== undefined) { return file.value; }
  const names = files.map(({ value }) => value.metadata.name).sort();
  throw new ImageError(`there is no ${kind} ${name}; there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ') || 'none'}`);
}

const EXAMPLES = join(__dirname, '..', '..', 'model-image', 'examples');
const MODEL_FILES = ['model.rds', 'score.R', 'entrypoint.R', 'plumber.R', 'service.R'];

/**
 * The folder with a model's files: the one that was named, else one of the model's name beside the specs, else that of a sample.
 *
 * @throws ImageError where none holds a model.
 */
export function modelFolder(root: string, name: string, given?: string): string {
  const places = given === undefined ? [join(root, 'models', name), join(EXAMPLES, name)] : [given];
  const folder = places.find((place) => MODEL_FILES.some((file) => existsSync(join(place, file))));
  if (folder === undefined) { throw new ImageError(`there is no ${MODEL_FILES.join(', ')} in ${places.join(' or ')}; say where the model is with --model-folder`); }
  return folder;
}
