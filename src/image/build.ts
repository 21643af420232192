import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acrBuildArguments, acrDigest } from './acr';
import { buildArguments, type BuilderName, findBuilder, inspectArguments } from './builder';
import { layOutBase, layOutModel } from './context';
import { explainBuild } from './explain-build';
import { ImageError } from './image-error';
import { debianName, neededPackages } from './r-packages';
import { outputOf, runProgram } from './run';

export interface BuildSettings {
  readonly builder?: BuilderName;
  /** Options of the builder itself. */
  readonly builderOptions: readonly string[];
  /** Name of a registry in Azure that builds and keeps the image itself; then the builder is az. */
  readonly acr?: string;
  /** References that the image gets. */
  readonly tags: readonly string[];
  /** As 20260901T000000Z; empty for what Debian has now. */
  readonly debianSnapshot: string;
  readonly sourceDateEpoch: number;
  readonly onLine: (line: string) => void;
}

export interface ModelSettings extends BuildSettings {
  /** Folder with model.rds, score.R or service.R. */
  readonly folder: string;
  /** Reference of the base image. */
  readonly base: string;
  readonly name: string;
  readonly version: string;
  /** R packages beyond those that are read from the folder. */
  readonly packages: readonly string[];
  /** R packages that are taken from CRAN and not from Debian, and compiled. */
  readonly cranPackages: readonly string[];
  /** A repository of R packages as it was on one day; needed with cranPackages. */
  readonly cranSnapshot: string;
  /** Whether versions may differ from those of session.json. */
  readonly acceptVersions: boolean;
}

export interface BuiltImage {
  readonly builder: BuilderName | 'az';
  /** Digest of the image's configuration, which names all of its content; where a registry built it, the digest of its manifest. */
  readonly id: string;
  /** Bytes, uncompressed; empty where a registry built it. */
  readonly size: string;
}

/** @throws ImageError with a sentence */
export async function buildBase(settings: BuildSettings & { readonly debian?: string }): Promise<BuiltImage> {
  const { debian, debianSnapshot } = settings;
  return inContext(layOutBase, settings, { DEBIAN_SNAPSHOT: debianSnapshot, ...debian === undefined ? {} : { DEBIAN: debian } });
}

/** @throws ImageError with a sentence */
export async function buildModel(settings: ModelSettings): Promise<BuiltImage> {
  return inContext((context) => { layOutModel(context, settings.folder); }, settings, modelArguments(settings));
}

/** Build arguments of a model's image: what its packages are called, and where they come from. */
export function modelArguments(settings: ModelSettings): Record<string, string> {
  const { folder, packages, cranPackages, cranSnapshot } = settings;
  if (cranPackages.length > 0 && cranSnapshot === '') {
    throw new ImageError('packages from CRAN need a snapshot (--cran-snapshot <url>), or each build would have other versions');
  }
  const { names } = neededPackages(folder, packages);
  return {
    BASE: settings.base,
    DEBIAN_SNAPSHOT: settings.debianSnapshot,
    PACKAGES: names.filter((name) => !cranPackages.includes(name)).map(debianName).join(' '),
    CRAN_PACKAGES: cranPackages.join(' '),
    CRAN_SNAPSHOT: cranSnapshot,
    MODEL_NAME: settings.name,
    MODEL_VERSION: settings.version,
    PLUMBLINE_ACCEPT_VERSIONS: settings.acceptVersions ? '1' : '',
  };
}

type Arguments = Readonly<Record<string, string>>;

async function inContext(layOut: (folder: string) => void, settings: BuildSettings, args: Arguments): Promise<BuiltImage> {
  const context = mkdtempSync(join(tmpdir(), 'plumbline-image-'));
  try {
    const builder = settings.acr === undefined ? findBuilder(settings.builder) : 'az';
    layOut(context);
    return builder === 'az' ? await buildInAzure(context, settings, args) : await buildHere(builder, context, settings, args);
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

async function buildHere(builder: BuilderName, context: string, settings: BuildSettings, args: Arguments): Promise<BuiltImage> {
  const { tags, sourceDateEpoch, builderOptions: options, onLine } = settings;
  const { status, lastLines } = await runProgram(builder, buildArguments(builder, { context, tags, args, sourceDateEpoch, options }), onLine);
  if (status !== 0) { throw new ImageError(explainBuild(builder, lastLines)); }
  // buildah lists an image once for each of its names.
  const ask = (what: 'id' | 'size') => (outputOf(builder, inspectArguments(builder, tags[0], what)) ?? '').split('\n')[0];
  return { builder, id: ask('id'), size: ask('size') };
}

async function buildInAzure(context: string, settings: BuildSettings, args: Arguments): Promise<BuiltImage> {
  const { acr, tags, sourceDateEpoch, builderOptions: options, onLine } = settings;
  const { status, lastLines } = await runProgram('az', acrBuildArguments(acr!, { context, tags, args, sourceDateEpoch, options }), onLine);
  if (status !== 0) { throw new ImageError(explainBuild('az acr build', lastLines)); }
  return { builder: 'az', id: acrDigest(acr!, tags[0]), size: '' };
}
