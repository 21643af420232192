import { Problem } from '../http/problem';

const WINDOW_MILLISECONDS = 300_000;
const MAX_TRACKED = 10_000;

/** Counts failed logins in windows of five minutes. */
export class AttemptLimit {
  private readonly failures = new Map<string, { count: number; until: number }>();

  constructor(private readonly most: number) {}

  /** @throws Problem 429 when this key has failed too often. */
  check(key: string): void {
    const entry = this.failures.get(key);
    const now = Date.now();
    if (entry === undefined || entry.until <= now || entry.count < this.most) return;
    throw new Problem(429, 'too many failed logins', {}, { 'retry-after': String(Math.ceil((entry.until - now) / 1000)) });
  }

  fail(key: string): void {
    const now = Date.now();
    const entry = this.failures.get(key);
    if (entry !== undefined && entry.until > now) {
      entry.count += 1;
      return;
    }
    if (this.failures.size >= MAX_TRACKED) this.forget(now);
    this.failures.set(key, { count: 1, until: now + WINDOW_MILLISECONDS });
  }

  private forget(now: number): void {
    for (const [key, { until }] of this.failures) if (until <= now) this.failures.delete(key);
    const oldest = this.failures.keys().next();
    if (this.failures.size >= MAX_TRACKED && !oldest.done) this.failures.delete(oldest.value);
  }
}
