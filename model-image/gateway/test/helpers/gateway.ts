import { completeConfig } from '../../src/config/read-config';
import type { Column } from '../../src/contract/column';
import { Gateway } from '../../src/gateway';
import { Log } from '../../src/telemetry/log';

type Block = Readonly<Record<string, unknown>>;

/** Blocks of a configuration, laid over what every test has in common: ports of the system's choice, no authentication, two workers. */
export interface Given {
  readonly path: string;
  readonly inputs?: readonly Column[];
  readonly outputs?: readonly Column[];
  readonly workers?: Block;
  readonly http?: Block;
  readonly queue?: Block;
  readonly batching?: Block;
  readonly auth?: Block;
  readonly protocols?: Block;
}

export class RunningGateway {
  constructor(readonly gateway: Gateway, readonly lines: readonly Record<string, unknown>[]) {}

  get url(): string {
    return `http://127.0.0.1:${this.gateway.port}`;
  }

  get managementUrl(): string {
    return `http://127.0.0.1:${this.gateway.managementPort}`;
  }

  /** POST /score with JSON. */
  async score(value: unknown, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; body: any; headers: Headers }> {
    const response = await fetch(`${this.url}/score`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) });
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text), headers: response.headers };
  }

  /** POST /score with a body as it is. */
  raw(body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' }): Promise<Response> {
    return fetch(`${this.url}/score`, { method: 'POST', headers, body });
  }

  logged(event: string): readonly Record<string, unknown>[] {
    return this.lines.filter((line) => line.event === event);
  }

  stop(): void {
    this.gateway.stop();
  }
}

export async function startGateway(given: Given): Promise<RunningGateway> {
  const lines: Record<string, unknown>[] = [];
  const log = new Log('debug', (text) => lines.push(...text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)));
  const config = completeConfig({
    model: { name: 'tested', version: '1.2.3', path: given.path },
    contract: { inputs: given.inputs ?? [], outputs: given.outputs ?? [] },
    workers: { count: 2, memoryMiB: 512, startupTimeoutSeconds: 50, ...given.workers },
    http: { host: '127.0.0.1', port: 0, managementPort: 0, timeoutSeconds: 10, ...given.http },
    queue: given.queue ?? {},
    batching: given.batching ?? {},
    auth: { mode: 'none', ...given.auth },
    protocols: given.protocols ?? {},
  });
  const gateway = new Gateway(config, log);
  try {
    await gateway.start();
  } catch (error) {
    gateway.stop();
    throw error;
  }
  return new RunningGateway(gateway, lines);
}

export function column(name: string, type: Column['type'], more: Partial<Column> = {}): Column {
  return { name, type, nullable: false, levels: [], minimum: null, maximum: null, description: '', ...more };
}

export async function until(condition: () => boolean, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not so within ${seconds} s: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
