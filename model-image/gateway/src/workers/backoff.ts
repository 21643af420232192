const FIRST_MILLISECONDS = 100;
const LONGEST_MILLISECONDS = 30_000;

/** Waits longer after every start in a row that came to nothing. */
export class Backoff {
  private failures = 0;

  get isActive(): boolean {
    return this.failures > 0;
  }

  fail(): void {
    this.failures += 1;
  }

  succeed(): void {
    this.failures = 0;
  }

  get milliseconds(): number {
    return this.failures === 0 ? 0 : Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** (this.failures - 1));
  }
}
