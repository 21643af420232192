import { resolve } from 'node:path';
import { EXIT } from './exit-code';
import { UserFailure } from './failure';
import type { ImageBuildFlags } from './image-flags';
import { loaded } from './image-specs';
import { Progress } from './progress';
import { reportJson } from './report';
import { buildBase, buildModel, type BuildSettings, type BuiltImage } from '../image/build';
import { BUILDERS, type BuilderName } from '../image/builder';
import { ImageError } from '../image/image-error';
import { modelFolder, nameBase, nameModel } from '../image/naming';

/** @returns the exit code */
export async function imageBuild(model: string | undefined, flags: ImageBuildFlags): Promise<number> {
  if (flags.base === (model !== undefined)) { throw new UserFailure(flags.base ? 'give a model or --base, not both' : 'give the name of a model, or --base'); }
  try {
    const specs = loaded(flags.root);
    const named = model === undefined ? nameBase(specs, flags.environment) : nameModel(specs, model, flags.environment);
    const tags = flags.tag.length > 0 ? flags.tag : [named.reference];
    const progress = new Progress(!flags.quiet && !flags.json);
    if (flags.acr && named.registryName === undefined) { throw new ImageError(`${named.reference} is in no registry of Azure; say in whose with --environment <name>`); }
    const settings: BuildSettings = {
      ...flags.acr ? { acr: named.registryName } : {},
      builder: builderOf(flags.builder),
      builderOptions: flags.builderOption,
      tags,
      debianSnapshot: flags.debianSnapshot,
      sourceDateEpoch: sourceDateEpoch(),
      onLine: (line) => { progress.report(`building ${tags[0]}: ${line}`.slice(0, process.stderr.columns || 120)); },
    };
    const built = await (model === undefined ? buildBase({ ...settings, debian: flags.debian }) : buildModel({
      ...settings,
      folder: modelFolder(resolve(flags.root), model, flags.modelFolder),
      base: flags.from ?? nameBase(specs, flags.environment).reference,
      name: named.name,
      version: named.version,
      packages: flags.package,
      cranPackages: flags.cran,
      cranSnapshot: flags.cranSnapshot,
      acceptVersions: flags.acceptVersions,
    })).finally(() => { progress.end(); });
    report(flags, tags, built, `image: ${named.repository}:${named.tag}@${built.id}`);
    return EXIT.ok;
  } catch (error) {
    throw error instanceof ImageError ? new UserFailure(error.message) : error;
  }
}

export function builderOf(name: string | undefined): BuilderName | undefined {
  if (name === undefined) { return undefined; }
  const builder = BUILDERS.find((known) => known === name);
  if (builder === undefined) { throw new UserFailure(`--builder must be one of ${BUILDERS.join(', ')}, found ${name}`); }
  return builder;
}

/** The convention of reproducible builds (https://reproducible-builds.org/docs/source-date-epoch/). */
function sourceDateEpoch(): number {
  const text = process.env.SOURCE_DATE_EPOCH ?? '0';
  if (!/^\d{1,11}$/.test(text)) { throw new UserFailure(`SOURCE_DATE_EPOCH must be seconds since 1970, found ${text}`); }
  return Number(text);
}

function report({ json }: ImageBuildFlags, tags: readonly string[], { builder, id, size }: BuiltImage, line: string): void {
  const isInRegistry = builder === 'az';
  if (json) {
    reportJson({ tags, builder, id, ...isInRegistry ? { line } : { size } });
  } else if (isInRegistry) {
    process.stdout.write(`${tags[0]} built and kept by its registry: ${id}\nfor the spec:\n  ${line}\n`);
  } else {
    process.stdout.write(`${tags[0]} built by ${builder}: ${id}, ${/^\d+$/.test(size) ? `${Math.round(Number(size) / 1e6)} MB` : size}\n`);
  }
}
