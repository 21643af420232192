import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hello } from './hello';
import { startInstructions } from './instructions';
import { Parent } from './parent';
import { Pipes } from './pipes';
import { explainStart, startR } from './r-process';
import { Worker, type WorkerEvents } from './worker';
import type { GatewayConfig } from '../config/config';
import type { Log } from '../telemetry/log';

/** Makes workers: by forking a parent that has the model in memory, or each by itself where that is not possible. */
export class Launcher {
  private readonly folder = mkdtempSync(join(tmpdir(), 'plumbline-'));
  private parent: Promise<Parent> | undefined;
  private count = 0;
  private stopped = false;
  private mode: 'fork' | 'apart';
  private firstApart = true;
  /** Processes that this one started itself. */
  private readonly children = new Set<ChildProcess>();

  constructor(private readonly config: GatewayConfig, private readonly log: Log) {
    const { start, threadsPerWorker } = config.workers;
    // Threads of OpenMP do not survive a fork, so workers with several load the model themselves.
    this.mode = start === 'auto' ? (threadsPerWorker === 1 ? 'fork' : 'apart') : start;
  }

  get forks(): boolean {
    return this.mode === 'fork';
  }

  /** Loads the model in a parent, when workers are forked: what it says of the model. */
  async prepare(): Promise<Hello | undefined> {
    if (this.mode === 'apart') return undefined;
    const { parent, hello } = await this.startParent();
    this.parent = Promise.resolve(parent);
    if (hello.unforkable.length > 0 && this.config.workers.start === 'auto') {
      this.log.info('workers load the model apart', { packages: hello.unforkable, reason: 'these packages do not survive a fork' });
      this.mode = 'apart';
      parent.stop();
    }
    return hello;
  }

  async launch(events: WorkerEvents): Promise<Worker> {
    this.count += 1;
    const name = `worker-${this.count}`;
    const pipes = await Pipes.make(this.folder, name);
    const worker = new Worker(name, pipes, events);
    // The caller must know the worker before it can be lost.
    setImmediate(() => {
      if (this.stopped) worker.gone('the gateway stops');
      else if (this.mode === 'fork') void this.fork(worker, pipes);
      else this.spawn(worker, pipes);
    });
    return worker;
  }

  stop(): void {
    this.stopped = true;
    for (const child of this.children) child.kill('SIGKILL');
    remove(this.folder);
  }

  private startParent(): Promise<{ parent: Parent; hello: Hello }> {
    this.count += 1;
    return Parent.start(this.folder, `parent-${this.count}`, (pipes) => this.start('parent', pipes), startInstructions(this.config, this.config.batching.enabled));
  }

  private async fork(worker: Worker, pipes: Pipes): Promise<void> {
    try {
      let parent = await this.parent;
      if (parent === undefined || !parent.isAlive) {
        this.log.warn('the parent R process is gone, starting another');
        this.parent = this.startParent().then((started) => started.parent);
        parent = await this.parent;
      }
      worker.pid = await parent.fork(pipes);
    } catch (error) {
      this.parent = undefined;
      worker.gone((error as Error).message);
    }
  }

  private spawn(worker: Worker, pipes: Pipes): void {
    const child = this.start('apart', pipes);
    worker.pid = child.pid ?? 0;
    child.on('error', (error) => worker.gone(explainStart(error)));
    child.on('exit', (code, signal) => worker.gone(`R ended with ${signal ?? `status ${code}`}`));
    worker.write(startInstructions(this.config, this.config.batching.enabled && this.firstApart));
    this.firstApart = false;
  }

  private start(mode: 'parent' | 'apart', pipes: Pipes): ChildProcess {
    // R's own temporary folder goes in there. A process that is killed leaves it behind.
    const temporaryFolder = mkdtempSync(join(this.folder, 'tmp-'));
    const { inputPath, outputPath } = pipes;
    const child = startR(mode, { inputPath, outputPath, temporaryFolder }, this.config.workers, this.log);
    this.children.add(child);
    child.on('exit', () => {
      this.children.delete(child);
      // Forked workers share their parent's, and may outlive it.
      if (mode === 'apart') remove(temporaryFolder);
    });
    if (this.stopped) child.kill('SIGKILL');
    return child;
  }
}

/** Tries again where a process that was just killed has not let go yet. */
function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
