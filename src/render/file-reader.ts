import { closeSync, openSync, readSync } from 'node:fs';

const INITIAL_BYTES = 64 * 1024;

/** Reads one small file after the other into the same memory: thousands of allocations less in a synth. */
export class FileReader {
  private buffer = Buffer.allocUnsafe(INITIAL_BYTES);

  /** The bytes of a file, valid until the next call. @param bytes at most so many from the start */
  read(path: string, bytes = Number.POSITIVE_INFINITY): Buffer {
    const file = openSync(path, 'r');
    try {
      let length = 0;
      for (;;) {
        const wanted = Math.min(this.buffer.length, bytes) - length;
        const count = readSync(file, this.buffer, length, wanted, null);
        length += count;
        // A read that falls short has met the end.
        if (count < wanted || length === bytes) { return this.buffer.subarray(0, length); }
        this.buffer = Buffer.concat([this.buffer], this.buffer.length * 2);
      }
    } finally {
      closeSync(file);
    }
  }
}
