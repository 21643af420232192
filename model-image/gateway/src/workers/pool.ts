import { Backoff } from './backoff';
import type { Hello } from './hello';
import { Launcher } from './launcher';
import { memoryOf, residentMiB } from './memory';
import type { LossReason, Worker } from './worker';
import type { GatewayConfig } from '../config/config';
import type { Log } from '../telemetry/log';
import type { HttpMessage } from '../wire/http-message';
import type { Rows } from '../wire/rows';

export interface PoolEvents {
  /** A worker can take work, at once or next. */
  onRoom(): void;
  onAnswer(worker: Worker, answer: Rows | HttpMessage): void;
  onFailure(worker: Worker, message: string): void;
  onLoss(worker: Worker, reason: LossReason): void;
}

/** How often the resident size of every worker is looked at. */
const MEMORY_CHECK_MILLISECONDS = 1000;

/** Keeps the configured number of workers up: replaces those that are lost, grow too large or have served enough. */
export class WorkerPool {
  readonly workers = new Set<Worker>();
  readonly restarts = new Map<string, number>();
  /** What the model is; set once the first process has loaded it. */
  hello: Hello | undefined;
  private readonly launcher: Launcher;
  private readonly backoff = new Backoff();
  /** Workers that go as soon as another has come. */
  private readonly replacing = new Set<Worker>();
  private stopping = false;
  private memoryTimer: NodeJS.Timeout | undefined;
  private firstStart: { resolve(): void; reject(error: Error): void } | undefined;
  private memoryWarned = false;

  constructor(private readonly config: GatewayConfig, private readonly log: Log, private readonly events: PoolEvents) {
    this.launcher = new Launcher(config, log);
  }

  /**
   * Starts every worker; resolves when each has scored a sample.
   *
   * @throws Error with R's own message when the model cannot be loaded, or when the start takes longer than startupTimeoutSeconds.
   */
  async start(): Promise<Hello> {
    const { count, startupTimeoutSeconds } = this.config.workers;
    const timeout = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`the workers were not ready within ${startupTimeoutSeconds} s (workers.startupTimeoutSeconds)`)), startupTimeoutSeconds * 1000).unref();
    });
    await Promise.race([this.startAll(count), timeout]);
    this.memoryTimer = setInterval(() => this.checkMemory(), MEMORY_CHECK_MILLISECONDS).unref();
    this.tellMemory();
    return this.hello!;
  }

  get idle(): Worker | undefined {
    for (const worker of this.workers) if (worker.state === 'idle' && !worker.retiring) return worker;
    return undefined;
  }

  get idleCount(): number {
    let idle = 0;
    for (const worker of this.workers) if (worker.state === 'idle' && !worker.retiring) idle += 1;
    return idle;
  }

  /** Workers that score or could. */
  get ready(): number {
    let ready = 0;
    for (const worker of this.workers) if (worker.state === 'idle' || worker.state === 'busy') ready += 1;
    return ready;
  }

  get busy(): number {
    let busy = 0;
    for (const worker of this.workers) if (worker.state === 'busy') busy += 1;
    return busy;
  }

  /** No worker is up and the last attempts to start one failed. */
  get isCrashLooping(): boolean {
    return this.backoff.isActive && this.ready === 0;
  }

  /** Ends every process. */
  stop(): void {
    this.stopping = true;
    clearInterval(this.memoryTimer);
    for (const worker of this.workers) worker.kill('retired');
    this.launcher.stop();
  }

  private async startAll(count: number): Promise<void> {
    this.hello = await this.launcher.prepare();
    const ready = new Promise<void>((resolve, reject) => {
      this.firstStart = { resolve, reject };
    });
    await Promise.all(Array.from({ length: count }, () => this.launch()));
    await ready;
    this.firstStart = undefined;
  }

  private async launch(): Promise<void> {
    if (this.stopping) return;
    const worker = await this.launcher.launch({
      onHello: (started, hello) => this.greet(started, hello),
      onAnswer: (from, answer) => {
        this.backoff.succeed();
        this.events.onAnswer(from, answer);
        this.freed(from);
      },
      onFailure: (from, message) => {
        this.backoff.succeed();
        this.events.onFailure(from, message);
        this.freed(from);
      },
      onLoss: (lost, reason, message) => this.lose(lost, reason, message),
    }).catch((error: Error) => this.missed(error));
    if (worker === undefined) return;
    this.workers.add(worker);
    setTimeout(() => {
      if (worker.state === 'starting') worker.kill('start');
    }, this.config.workers.startupTimeoutSeconds * 1000).unref();
  }

  /** A worker could not even be tried, for want of its pipes: the folder is gone with a stop, or the disk is full. */
  private missed(error: Error): undefined {
    if (this.stopping) return;
    if (this.firstStart !== undefined) {
      this.firstStart.reject(error);
      return;
    }
    this.backoff.fail();
    this.launchLater(error.message);
  }

  private launchLater(message: string): void {
    const wait = this.backoff.milliseconds;
    if (wait > 0) this.log.error('starting a worker failed, waiting before the next attempt', { waitSeconds: wait / 1000, message });
    setTimeout(() => void this.launch(), wait).unref();
  }

  private greet(worker: Worker, hello: Hello): void {
    if (this.hello === undefined) this.hello = hello;
    worker.startMiB = residentMiB(worker.pid) ?? 0;
    this.log.debug('worker is ready', { worker: worker.name, pid: worker.pid });
    const staying = [...this.workers].filter(({ state, retiring }) => !retiring && (state === 'idle' || state === 'busy'));
    if (staying.length > this.config.workers.count) [...this.replacing].find(({ retiring }) => !retiring)?.retire();
    if (this.ready >= this.config.workers.count) this.firstStart?.resolve();
    this.events.onRoom();
  }

  /** After each frame: time to go, or ready for more. */
  private freed(worker: Worker): void {
    const { recycleAfterRequests } = this.config.workers;
    if (recycleAfterRequests > 0 && worker.served >= recycleAfterRequests) this.replace(worker, 'retired');
    if (worker.state === 'idle' || worker.hasRoom) this.events.onRoom();
  }

  /** Starts another first; the old one goes when the new one is ready, so that no request meets a smaller pool. */
  private replace(worker: Worker, reason: string): void {
    if (this.replacing.has(worker) || this.stopping) return;
    this.replacing.add(worker);
    this.count(reason);
    this.log.info('replacing a worker', { worker: worker.name, reason, served: worker.served });
    void this.launch();
  }

  private lose(worker: Worker, reason: LossReason, message: string): void {
    this.workers.delete(worker);
    const replaced = this.replacing.delete(worker);
    if (this.firstStart !== undefined) this.firstStart.reject(new Error(message || `a worker was lost at its start (${reason})`));
    if (reason !== 'retired') {
      this.count(reason);
      this.log.warn('worker is lost', { worker: worker.name, pid: worker.pid, reason, ...(message === '' ? {} : { message }) });
      if (reason === 'start' || (reason === 'died' && worker.served === 0)) this.backoff.fail();
      this.events.onLoss(worker, reason);
    }
    if (this.stopping || replaced || reason === 'retired' || this.firstStart !== undefined) return;
    this.launchLater(message);
  }

  private count(reason: string): void {
    this.restarts.set(reason, (this.restarts.get(reason) ?? 0) + 1);
  }

  private checkMemory(): void {
    const limit = this.config.workers.memoryMiB;
    for (const worker of this.workers) {
      const resident = residentMiB(worker.pid);
      if (resident === undefined || worker.state === 'starting') continue;
      // Lists grow outside the vector heap that R_MAX_VSIZE bounds.
      if (resident > 2 * limit && worker.state === 'busy') {
        worker.kill('memory');
      } else if (resident > limit && resident > 1.2 * worker.startMiB) {
        this.replace(worker, 'memory');
      } else if (resident > limit && !this.memoryWarned) {
        this.memoryWarned = true;
        this.log.warn('a worker is larger than its memory from the start', { residentMiB: Math.round(resident), memoryMiB: limit });
      }
    }
  }

  /** Whether forking shares memory, as measured: a page that is shared counts in full for RSS and in part for PSS. */
  private tellMemory(): void {
    const sizes = [...this.workers].map(({ pid }) => memoryOf(pid)).filter((size) => size !== undefined);
    if (sizes.length === 0) return;
    const mean = (field: 'residentMiB' | 'proportionalMiB'): number => Math.round((sizes.reduce((sum, size) => sum + size[field], 0) / sizes.length) * 10) / 10;
    this.log.info('workers are ready', { count: sizes.length, forked: this.launcher.forks, residentMiB: mean('residentMiB'), proportionalMiB: mean('proportionalMiB') });
  }
}
