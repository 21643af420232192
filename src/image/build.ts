import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  readonly builder: BuilderName;
  /** Digest of the image's configuration, which names all of its content. */
  readonly id: string;
  /** Uncompressed, as the builder says it. */
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

async function inContext(layOut: (folder: string) => void, settings: BuildSettings, args: Readonly<Record<string, string>>): Promise<BuiltImage> {
  const { tags, sourceDateEpoch, builderOptions: options, onLine } = settings;
  const builder = findBuilder(settings.builder);
  const context = mkdtempSync(join(tmpdir(), 'plumbline-image-'));
  try {
    layOut(context);
    const { status, lastLines } = await runProgram(builder, buildArguments(builder, { context, tags, args, sourceDateEpoch, options }), onLine);
    if (status !== 0) { throw new ImageError(explainBuild(builder, lastLines)); }
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
  const ask = (what: 'id' | 'size') => outputOf(builder, inspectArguments(builder, tags[0], what)) ?? '';
  return { builder, id: ask('id'), size: ask('size') };
}
