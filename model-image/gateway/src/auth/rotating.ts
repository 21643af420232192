import type { Log } from '../telemetry/log';

/** How often mounted secrets are read again; the kubelet takes about a minute to bring a change. */
const REFRESH_MILLISECONDS = 10_000;

/** A value that is read again from time to time. What cannot be read leaves the last good value in force. */
export class Rotating<T> {
  private current: T;
  private readonly timer: NodeJS.Timeout;

  /** @throws whatever the first read throws. */
  constructor(private readonly read: () => T, private readonly log: Log, private readonly onChange: () => void = () => undefined) {
    this.current = read();
    this.timer = setInterval(() => this.refresh(), REFRESH_MILLISECONDS).unref();
  }

  get value(): T {
    return this.current;
  }

  refresh(): void {
    try {
      const next = this.read();
      if (fingerprint(next) === fingerprint(this.current)) return;
      this.current = next;
      this.onChange();
      this.log.info('secrets have changed and are in force');
    } catch (error) {
      this.log.error('secrets cannot be read again, the last ones stay in force', { reason: (error as Error).message });
    }
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

const fingerprint = (value: unknown): string => JSON.stringify(value instanceof Map ? [...value] : value);
