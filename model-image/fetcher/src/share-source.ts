import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { FetchFailure } from './failure';
import type { Part, Position, Source } from './source';

const ABSENT = new Set(['ENOENT', 'ENOTDIR']);
const REFUSED = new Set(['EACCES', 'EPERM']);

/** A file on a mounted Azure Files share: copied, so that the model that runs is the one whose checksum was right. */
export class ShareSource implements Source {
  constructor(readonly name: string) {}

  async open({ offset, tag }: Position, signal: AbortSignal): Promise<Part> {
    const found = await stat(this.name);
    if (!found.isFile()) throw new FetchFailure('missing', `${this.name} is not a file`);
    const version = `${found.size} ${found.mtimeMs}`;
    if (tag !== undefined && tag !== version) throw new FetchFailure('changed', `the file was changed while it was copied: ${this.name}`);
    // Opened here, so that a refusal is one of open() and not of the stream.
    const handle = await open(this.name, 'r');
    const stream = createReadStream(this.name, { fd: handle, start: offset, signal, highWaterMark: 1024 * 1024 });
    return { stream, totalBytes: found.size, tag: version };
  }

  explain(error: unknown): FetchFailure {
    if (error instanceof FetchFailure) return error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    const because = { cause: error };
    if (ABSENT.has(code)) return new FetchFailure('missing', `there is no such file on the share: ${this.name}`, because);
    if (REFUSED.has(code)) return new FetchFailure('forbidden', `the file on the share may not be read (${code}): ${this.name}`, because);
    return new FetchFailure('network', `the share failed (${code === '' ? message : code}): ${this.name}`, because);
  }
}
