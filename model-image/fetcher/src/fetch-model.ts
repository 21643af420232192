import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { download } from './download';
import { explainDisk } from './explain-disk';
import { FetchFailure } from './failure';
import type { FetchLog } from './log';
import type { FetchSettings } from './settings';
import { ShareSource } from './share-source';
import type { Source } from './source';
import { unpack } from './unpack';

const STALL_MILLISECONDS = 30_000;
const BACKOFF_MILLISECONDS = 1000;

export interface FetchPace {
  readonly stallMilliseconds?: number;
  readonly backoffMilliseconds?: number;
}

/**
 * Brings a model from storage: download, checksum, unpack, rename. The destination appears whole or not at all; what an earlier run left there or beside it
 * is removed first.
 *
 * @throws FetchFailure; no file is left then.
 */
export async function fetchModel(settings: FetchSettings, log: FetchLog, stop: AbortSignal, pace: FetchPace = {}): Promise<void> {
  const { destination, timeoutSeconds } = settings;
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new FetchFailure('timeout', `the model was not there after the ${timeoutSeconds} s of artifact.timeoutSeconds: ${settings.location}`)), timeoutSeconds * 1000);
  const signal = AbortSignal.any([stop, timeout.signal]);
  const archive = join(dirname(destination), `.${basename(destination)}.archive`);
  const unpacked = join(dirname(destination), `.${basename(destination)}.unpacked`);
  const clean = () => Promise.all([archive, unpacked].map((path) => rm(path, { recursive: true, force: true })));
  try {
    await clean();
    await rm(destination, { recursive: true, force: true });
    await bring(settings, archive, unpacked, log, signal, pace);
  } catch (error) {
    await clean().catch(() => undefined);
    // An abort surfaces as whatever was under way; its reason is what happened.
    throw signal.aborted ? signal.reason : error instanceof FetchFailure ? error : explainDisk(error, destination);
  } finally {
    clearTimeout(timer);
  }
}

async function bring(settings: FetchSettings, archive: string, unpacked: string, log: FetchLog, signal: AbortSignal, pace: FetchPace): Promise<void> {
  const { destination, attempts, maxMiB, sha256 } = settings;
  const started = performance.now();
  const maxBytes = maxMiB * 2 ** 20;
  const source = await sourceOf(settings);
  log('info', 'fetching', { source: settings.source, location: source.name, destination });
  const found = await download(source, archive, {
    attempts,
    maxBytes,
    stallMilliseconds: pace.stallMilliseconds ?? STALL_MILLISECONDS,
    backoffMilliseconds: pace.backoffMilliseconds ?? BACKOFF_MILLISECONDS,
  }, log, signal);
  if (found !== sha256) throw new FetchFailure('digest', `the archive's SHA-256 is ${found}, and the spec says ${sha256}: ${source.name}`);
  await mkdir(unpacked);
  const { files, bytes } = await unpack(archive, unpacked, maxBytes, signal);
  await checkTop(unpacked);
  await rm(archive);
  signal.throwIfAborted();
  await rename(unpacked, destination);
  log('info', 'fetched', { files, bytes, sha256, milliseconds: Math.round(performance.now() - started), destination });
}

/** The Azure SDK is loaded only where a blob is asked for. */
async function sourceOf({ source, location }: FetchSettings): Promise<Source> {
  if (source === 'share') return new ShareSource(location);
  const { BlobSource } = await import('./blob-source');
  return new BlobSource(location, process.env.AZURE_AUTHORITY_HOST);
}

/** The usual mistake in packing: the model one folder too deep, where the gateway does not look. */
async function checkTop(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length !== 1 || !(await stat(join(folder, names[0]))).isDirectory()) return;
  throw new FetchFailure('damaged', `the archive holds everything in a folder, ${names[0]}; the model's files must stand at its top (tar -C ${names[0]} -czf model.tar.gz .)`);
}
