import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

interface Line {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** How often a terminal hears that R is still loading, in milliseconds. */
const PATIENCE = 5000;

/** Turns the runtime's log into what a person at a terminal wants to know. */
export class ServeOutput {
  private readonly started = performance.now();
  private readonly patience: NodeJS.Timeout;

  constructor(private readonly config: {
    readonly model: { readonly name: string; readonly version: string; readonly path: string };
    readonly http: { readonly host: string };
    readonly auth: { readonly mode: string };
  }) {
    this.say(`loading ${config.model.name} from ${config.model.path}`);
    this.patience = setInterval(() => { this.say(`still loading after ${this.seconds} s`); }, PATIENCE);
  }

  public follow(log: Readable): void {
    createInterface({ input: log })
      .on('line', (text) => { if (text.startsWith('{')) { this.tell(JSON.parse(text) as Line); } })
      .on('close', () => { clearInterval(this.patience); });
  }

  private get seconds(): string {
    return ((performance.now() - this.started) / 1000).toFixed(1);
  }

  private tell(line: Line): void {
    switch (line.event) {
      case 'serving': return this.welcome(line);
      case 'r': return this.say(`R: ${String(line.line)}`);
      case 'request': return this.say(`${String(line.method)} ${String(line.route)} ${String(line.status)} ${(Number(line.seconds) * 1000).toFixed(1)} ms${line.rows === undefined ? '' : `, rows: ${String(line.rows)}`}`);
      case 'requests are scored one by one': return this.say(`requests are scored one by one: ${String(line.reason)}`);
      case 'worker is lost': return this.say(`an R process is lost (${String(line.reason)})${line.message === undefined ? '' : `: ${String(line.message)}`}`);
      case 'the start failed': return this.say(`error: ${String(line.reason)}`);
      case 'draining': return this.say('stopping');
      default:
    }
  }

  private welcome(line: Line): void {
    clearInterval(this.patience);
    const { model, http, auth } = this.config;
    const url = `http://${http.host.includes(':') ? `[${http.host}]` : http.host}:${String(line.port)}`;
    this.say(`${model.name} ${model.version} is ready after ${this.seconds} s: POST ${url}/score, GET ${url}/metadata${auth.mode === 'password' ? `, POST ${url}/login` : ''}`);
    if (existsSync(join(model.path, 'sample.csv')) && auth.mode === 'none') {
      this.say(`try: curl -H 'content-type: text/csv' --data-binary @${join(model.path, 'sample.csv')} ${url}/score`);
      this.say(`or:  curl -H 'content-type: application/json' -d '${firstRecord(join(model.path, 'sample.csv'))}' ${url}/score`);
    }
    this.say('Ctrl-C stops it');
  }

  private say(text: string): void {
    process.stderr.write(`${text}\n`);
  }
}

/** The first row of a CSV of numbers as JSON; texts are quoted. */
function firstRecord(path: string): string {
  const [header, row] = readFileSync(path, 'utf8').split(/\r?\n/, 2).map((line) => line.split(',').map((field) => field.replaceAll('"', '')));
  return JSON.stringify(Object.fromEntries(header.map((name, at) => [name, row[at] === '' || Number.isNaN(Number(row[at])) ? row[at] : Number(row[at])])));
}
