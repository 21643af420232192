import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Extract, extract } from 'tar-stream';
import { explainDisk } from './explain-disk';
import { FetchFailure } from './failure';

/** More files than this are a mistake or an attack: each takes an inode of the node, however small. */
const MAX_ENTRIES = 100_000;

const MAX_PATH_BYTES = 1024;

/**
 * Unpacks a tar archive, compressed by gzip or not, into a folder that is there and empty. Only files and folders are taken, each at most once and below
 * the folder; permissions and owners of the archive mean nothing.
 *
 * @throws FetchFailure: `unsafe` for an entry that is refused, `size` above maxBytes, `damaged` for what is no whole archive, `full` for the disk.
 */
export async function unpack(archive: string, folder: string, maxBytes: number, signal: AbortSignal): Promise<{ files: number; bytes: number }> {
  const isGzip = await startsWithGzip(archive);
  const entries = extract();
  const reading = pipeline(createReadStream(archive), isGzip ? createGunzip() : new PassThrough(), entries, { signal });
  const writing = writeEntries(entries, folder, maxBytes);
  // The writer's error comes first where both fail: it is the cause, the reader only sees its stream destroyed.
  const [read, wrote] = await Promise.allSettled([reading, writing]);
  signal.throwIfAborted();
  if (wrote.status === 'rejected') throw wrote.reason instanceof FetchFailure ? wrote.reason : damaged(wrote.reason);
  if (read.status === 'rejected') throw damaged(read.reason);
  if (wrote.value.files === 0) throw new FetchFailure('damaged', 'the archive holds no file');
  return wrote.value;
}

async function writeEntries(entries: Extract, folder: string, maxBytes: number): Promise<{ files: number; bytes: number }> {
  const total = { files: 0, bytes: 0 };
  let count = 0;
  for await (const entry of entries) {
    count += 1;
    const { type, size = 0 } = entry.header;
    const path = safePath(entry.header.name);
    if (type !== 'file' && type !== 'directory') throw new FetchFailure('unsafe', `the archive holds a ${type ?? 'thing of an unknown kind'}, ${entry.header.name}; only files and folders are taken (tar --dereference stores what links point to)`);
    if (count > MAX_ENTRIES) throw new FetchFailure('size', `the archive holds more than ${MAX_ENTRIES} files`);
    if (total.bytes + size > maxBytes) throw new FetchFailure('size', `the archive unpacks to more than the ${maxBytes / 2 ** 20} MiB of artifact.maxSize`);
    const target = join(folder, path);
    if (type === 'directory') {
      await makeFolder(target);
      entry.resume();
    } else {
      await makeFolder(dirname(target));
      await writeFile(entry, target, path);
      total.files += 1;
      total.bytes += size;
    }
  }
  return total;
}

/** @throws FetchFailure (`unsafe`) for a path that would leave the folder. */
function safePath(name: string): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  const refuse = (why: string) => new FetchFailure('unsafe', `the archive holds ${JSON.stringify(name.slice(0, 200))}, ${why}`);
  if (name.startsWith('/')) throw refuse('an absolute path');
  if (parts.includes('..')) throw refuse('a path that leaves the folder');
  if (name.includes('\\') || name.includes('\0')) throw refuse('a path with a backslash or a zero in it');
  if (Buffer.byteLength(name) > MAX_PATH_BYTES || parts.some((part) => Buffer.byteLength(part) > 255)) throw refuse('a path that is too long');
  return parts.join('/');
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' || (error as NodeJS.ErrnoException).code === 'ENOTDIR'
      ? new FetchFailure('unsafe', `the archive holds ${path} as a file and as a folder`, { cause: error })
      : explainDisk(error, path);
  }
}

async function writeFile(entry: AsyncIterable<unknown>, target: string, path: string): Promise<void> {
  // wx: nothing that an earlier entry made is ever opened again.
  const file = await open(target, 'wx', 0o644).catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? new FetchFailure('unsafe', `the archive holds ${path} twice`, { cause: error }) : explainDisk(error, target);
  });
  try {
    for await (const chunk of entry) {
      await file.writeFile(chunk as Buffer).catch((error: unknown) => { throw explainDisk(error, target); });
    }
    await file.sync().catch((error: unknown) => { throw explainDisk(error, target); });
  } finally {
    await file.close();
  }
}

async function startsWithGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
  } finally {
    await file.close();
  }
}

const damaged = (cause: unknown): FetchFailure =>
  new FetchFailure('damaged', `the archive is not a whole tar or tar.gz (${(cause as Error).message})`, { cause });
