import type { Readable } from 'node:stream';
import type { FetchFailure } from './failure';

/** Where a download goes on: after so many bytes of the version with this tag, which is undefined for the first try. */
export interface Position {
  readonly offset: number;
  readonly tag: string | undefined;
}

/** The rest of an archive, from the position that was asked for. */
export interface Part {
  readonly stream: Readable;
  /** Size of the whole archive. */
  readonly totalBytes: number;
  readonly tag: string;
}

/** Something that an archive is read from. */
export interface Source {
  /** For the log and for sentences, without secrets. */
  readonly name: string;
  open(position: Position, signal: AbortSignal): Promise<Part>;
  /** What an error of `open` or of its stream means. */
  explain(error: unknown): FetchFailure;
}
