/** How long a run may take in silence. */
const SILENT_MILLISECONDS = 700;

/** Between two redrawings of a terminal's line, and between two lines in a log. */
const TERMINAL_INTERVAL_MILLISECONDS = 100;
const LOG_INTERVAL_MILLISECONDS = 10_000;

/** Progress of a long run on standard error: one line that is redrawn on a terminal, a new line now and then in a log. */
export class Progress {
  private readonly isTerminal = process.stderr.isTTY;
  private readonly interval = this.isTerminal ? TERMINAL_INTERVAL_MILLISECONDS : LOG_INTERVAL_MILLISECONDS;
  private nextAt: number;
  private isDrawn = false;

  constructor(private readonly enabled: boolean) {
    this.nextAt = performance.now() + (this.isTerminal ? SILENT_MILLISECONDS : LOG_INTERVAL_MILLISECONDS);
  }

  report(message: string): void {
    const now = performance.now();
    if (!this.enabled || now < this.nextAt) { return; }
    this.nextAt = now + this.interval;
    this.isDrawn = this.isTerminal;
    process.stderr.write(this.isTerminal ? `\r\u001b[K${message}` : `${message}\n`);
  }

  /** Takes the terminal's line away. */
  end(): void {
    if (this.isDrawn) { process.stderr.write('\r\u001b[K'); }
    this.isDrawn = false;
  }
}
