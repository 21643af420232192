import type { Pipes } from './pipes';
import { decodeText, type Frame, FrameReader, WireError } from '../wire/decode';
import { FrameKind } from '../wire/layout';

export interface ChannelEvents {
  onFrame(frame: Frame): void;
  /** Once: the other side closed its end, died, or said something that is no frame. */
  onClose(reason: 'end' | 'protocol'): void;
}

/** Frames over a pair of pipes. */
export class Channel {
  private readonly reader = new FrameReader();
  private closed = false;

  constructor(private readonly pipes: Pipes, private readonly events: ChannelEvents) {
    pipes.fromWorker.on('data', (chunk: Buffer) => this.take(chunk));
    pipes.fromWorker.on('close', () => this.close('end'));
    pipes.fromWorker.on('error', () => this.close('end'));
    // The reading side reports the same event as the end of the stream.
    pipes.toWorker.on('error', () => undefined);
  }

  /** Whether all that was written is in the pipe or beyond. */
  get isFlushed(): boolean {
    return this.pipes.toWorker.writableLength === 0;
  }

  write(frame: Buffer): void {
    this.pipes.toWorker.write(frame);
  }

  /** Ends the other side's input; it finishes what it is doing and exits. */
  end(): void {
    this.pipes.toWorker.destroy();
  }

  close(reason: 'end' | 'protocol'): void {
    if (this.closed) return;
    this.closed = true;
    this.pipes.destroy();
    this.events.onClose(reason);
  }

  private take(chunk: Buffer): void {
    if (this.closed) return;
    try {
      this.reader.push(chunk, (frame) => this.events.onFrame(frame));
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.close('protocol');
    }
  }
}

/** The failure that a process reports instead of its greeting. */
export function failureOf(frame: Frame): Error | undefined {
  return frame.kind === FrameKind.Error ? new Error(decodeText(frame)) : undefined;
}
