import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Two named pipes, one each way. Named, because a process that is forked from another has no other way to get pipes of its own, and pipes,
 * because base R reads them in one call per block (its sockets are TCP, with Nagle's delay between two writes).
 */
export class Pipes {
  /** Makes a pair in a folder that only this process's user can enter. */
  static async make(folder: string, name: string): Promise<Pipes> {
    const paths = [join(folder, `${name}.in`), join(folder, `${name}.out`)] as const;
    await run('mkfifo', ['-m', '600', ...paths]);
    return new Pipes(...paths);
  }

  readonly toWorker: Socket;
  readonly fromWorker: Socket;

  private constructor(readonly inputPath: string, readonly outputPath: string) {
    const input = openSync(inputPath, constants.O_RDWR + constants.O_NONBLOCK);
    let output: number;
    try {
      output = openSync(outputPath, constants.O_RDONLY + constants.O_NONBLOCK);
    } catch (error) {
      closeSync(input);
      throw error;
    }
    this.toWorker = new Socket({ fd: input, readable: false, writable: true });
    this.fromWorker = new Socket({ fd: output, readable: true, writable: false });
  }

  /** Both ends are open, or will never be: the names are of no more use. */
  unlink(): void {
    rmSync(this.inputPath, { force: true });
    rmSync(this.outputPath, { force: true });
  }

  destroy(): void {
    this.unlink();
    this.toWorker.destroy();
    this.fromWorker.destroy();
  }
}
