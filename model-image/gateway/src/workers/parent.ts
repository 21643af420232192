import type { ChildProcess } from 'node:child_process';
import { Channel, failureOf } from './channel';
import type { Hello } from './hello';
import { Pipes } from './pipes';
import { explainStart } from './r-process';
import { decodeText, type Frame } from '../wire/decode';
import { encodeStrings } from '../wire/encode';
import { FrameKind } from '../wire/layout';

/** An R process that has loaded and warmed the model, and makes workers by forking itself. */
export class Parent {
  /**
   * Starts R, loads the model, proves it with a sample.
   *
   * @throws Error with R's own message when the model cannot be loaded.
   */
  static async start(
    folder: string, name: string, spawn: (pipes: Pipes) => ChildProcess, instructions: Buffer,
  ): Promise<{ parent: Parent; hello: Hello }> {
    const pipes = await Pipes.make(folder, name);
    const parent = new Parent(spawn(pipes), pipes);
    parent.channel.write(instructions);
    try {
      return { parent, hello: await parent.next() };
    } catch (error) {
      parent.stop();
      throw error;
    }
  }

  private readonly waiting: { resolve(hello: Hello): void; reject(error: Error): void }[] = [];
  private readonly channel: Channel;
  private closed = false;

  private constructor(private readonly child: ChildProcess, pipes: Pipes) {
    this.channel = new Channel(pipes, {
      onFrame: (frame) => this.take(frame, pipes),
      onClose: () => this.fail(new Error('the parent R process died')),
    });
    child.on('error', (error) => this.fail(new Error(explainStart(error))));
    child.on('exit', (code, signal) => this.fail(new Error(`the parent R process ended with ${signal ?? `status ${code}`}`)));
  }

  get isAlive(): boolean {
    return !this.closed;
  }

  /** Makes a worker that opens these pipes; the answer is its process id. */
  async fork(pipes: Pipes): Promise<number> {
    this.channel.write(encodeStrings(FrameKind.Fork, [pipes.inputPath, pipes.outputPath]));
    return (await this.next()).pid;
  }

  stop(): void {
    this.channel.close('end');
    this.child.kill('SIGKILL');
  }

  private next(): Promise<Hello> {
    if (this.closed) return Promise.reject(new Error('the parent R process died'));
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  private take(frame: Frame, pipes: Pipes): void {
    pipes.unlink();
    const failure = failureOf(frame);
    if (failure !== undefined) {
      this.fail(failure);
      return;
    }
    this.waiting.shift()?.resolve(JSON.parse(decodeText(frame)) as Hello);
  }

  private fail(error: Error): void {
    if (this.closed) return;
    this.closed = true;
    this.channel.close('end');
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}
