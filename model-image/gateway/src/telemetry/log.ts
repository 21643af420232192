const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];

type Fields = Readonly<Record<string, unknown>>;

/** JSON lines on one stream. Lines of one turn of the event loop are written together. */
export class Log {
  private lines = '';
  private milliseconds = NaN;
  private time = '';
  private readonly threshold: number;

  constructor(level: Level, private readonly write: (text: string) => void = (text) => process.stdout.write(text)) {
    this.threshold = LEVELS.indexOf(level);
  }

  debug(event: string, fields?: Fields): void {
    this.add('debug', event, fields);
  }

  info(event: string, fields?: Fields): void {
    this.add('info', event, fields);
  }

  warn(event: string, fields?: Fields): void {
    this.add('warn', event, fields);
  }

  error(event: string, fields?: Fields): void {
    this.add('error', event, fields);
  }

  flush(): void {
    const { lines } = this;
    this.lines = '';
    if (lines !== '') this.write(lines);
  }

  private add(level: Level, event: string, fields: Fields = {}): void {
    if (LEVELS.indexOf(level) < this.threshold) return;
    if (this.lines === '') setImmediate(() => this.flush());
    const rest = JSON.stringify(fields);
    this.lines += `{"time":"${this.now()}","level":"${level}","event":${JSON.stringify(event)}${rest === '{}' ? '}' : `,${rest.slice(1)}`}\n`;
  }

  /** Many lines are of one millisecond. */
  private now(): string {
    const milliseconds = Date.now();
    if (milliseconds !== this.milliseconds) {
      this.milliseconds = milliseconds;
      this.time = new Date(milliseconds).toISOString();
    }
    return this.time;
  }
}
