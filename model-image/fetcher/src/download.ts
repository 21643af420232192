import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { explainDisk } from './explain-disk';
import { FetchFailure } from './failure';
import type { FetchLog } from './log';
import type { Source } from './source';

export interface DownloadOptions {
  readonly attempts: number;
  readonly maxBytes: number;
  /** A connection that brings nothing for so long is cut, and counts as a failed try. */
  readonly stallMilliseconds: number;
  /** Before the second try; doubled for each further one, up to 16 times. */
  readonly backoffMilliseconds: number;
}

/** Between two lines of progress. */
const PROGRESS_MILLISECONDS = 5000;

/**
 * Writes an archive to a file that must not exist yet. After a cut it goes on where it stopped, and only in the same version of the archive.
 *
 * @returns SHA-256 of what was written, in hexadecimal digits.
 * @throws FetchFailure after the last try, or at once where another cannot help.
 */
export async function download(source: Source, path: string, options: DownloadOptions, log: FetchLog, signal: AbortSignal): Promise<string> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => { throw explainDisk(error, path); });
  try {
    return await new Download(source, file, path, options, log, signal).run();
  } finally {
    await file.close();
  }
}

class Download {
  private readonly hash: Hash = createHash('sha256');
  private written = 0;
  private tag: string | undefined;
  private told = performance.now();

  constructor(
    private readonly source: Source, private readonly file: FileHandle, private readonly path: string,
    private readonly options: DownloadOptions, private readonly log: FetchLog, private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<string> {
    const { attempts, backoffMilliseconds } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.attempt();
        return this.hash.digest('hex');
      } catch (error) {
        this.signal.throwIfAborted();
        const failure = this.source.explain(error);
        if (!failure.isTransient) throw failure;
        if (attempt >= attempts) throw new FetchFailure(failure.kind, `given up after ${attempt} ${attempt === 1 ? 'try' : 'tries'}: ${failure.message}`, { cause: error });
        const pause = backoffMilliseconds * 2 ** Math.min(attempt - 1, 4) * (0.5 + Math.random() / 2);
        this.log('warn', 'retrying', { attempt, attempts, bytes: this.written, waitMilliseconds: Math.round(pause), reason: failure.message });
        await wait(pause, undefined, { signal: this.signal });
      }
    }
  }

  private async attempt(): Promise<void> {
    const stall = new AbortController();
    const cut = () => stall.abort(new FetchFailure('network', `nothing came for ${this.options.stallMilliseconds / 1000} s: ${this.source.name}`));
    const timer = setTimeout(cut, this.options.stallMilliseconds);
    const signal = AbortSignal.any([this.signal, stall.signal]);
    try {
      const { stream, totalBytes, tag } = await this.source.open({ offset: this.written, tag: this.tag }, signal);
      this.tag = tag;
      try {
        this.checkSize(totalBytes);
        for await (const chunk of addAbortSignal(signal, stream)) {
          await this.write(chunk as Buffer, totalBytes);
          timer.refresh();
        }
      } finally {
        stream.destroy();
      }
      if (this.written < totalBytes) throw new FetchFailure('network', `the connection was cut after ${this.written} of ${totalBytes} bytes: ${this.source.name}`);
    } catch (error) {
      // What the SDK makes of an abort names none of its reasons.
      throw stall.signal.aborted ? stall.signal.reason : error;
    } finally {
      clearTimeout(timer);
    }
  }

  private async write(chunk: Buffer, totalBytes: number): Promise<void> {
    this.checkSize(this.written + chunk.length);
    try {
      await this.file.writeFile(chunk);
    } catch (error) {
      throw explainDisk(error, this.path);
    }
    this.hash.update(chunk);
    this.written += chunk.length;
    if (performance.now() - this.told < PROGRESS_MILLISECONDS) return;
    this.told = performance.now();
    this.log('info', 'fetching', { bytes: this.written, totalBytes, percent: Math.floor(this.written / totalBytes * 100) });
  }

  private checkSize(bytes: number): void {
    const { maxBytes } = this.options;
    if (bytes > maxBytes) throw new FetchFailure('size', `the archive is larger than the ${maxBytes / 2 ** 20} MiB of artifact.maxSize: ${this.source.name}`);
  }
}
