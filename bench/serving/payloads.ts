import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScoringServer } from './servers';

/** Requests of a model's sample rows. */
export class Payloads {
  private readonly header: string;
  private readonly lines: readonly string[];

  constructor(model: string) {
    [this.header, ...this.lines] = readFileSync(join(model, 'sample.csv'), 'utf8').trim().split('\n');
  }

  /** So many records as JSON. */
  json(rows: number): string {
    const names = this.header.replaceAll('"', '').split(',');
    const records = this.lines.map((line) => Object.fromEntries(line.split(',').map((value, at) => [names[at], Number(value)])));
    return JSON.stringify(Array.from({ length: rows }, (_, index) => records[index % records.length]));
  }

  csv(rows: number): string {
    return [this.header, ...Array.from({ length: rows }, (_, index) => this.lines[index % this.lines.length])].join('\n');
  }

  /** A request of so many rows to this server: CSV from a hundred rows on. */
  request(server: ScoringServer, rows: number): readonly [url: string, type: string, body: string] {
    return rows >= 100 ? [server.csvUrl, server.csvType, this.csv(rows)] : [server.url, 'application/json', this.json(rows)];
  }
}
