import type { RunningGateway } from './gateway';

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The body as JSON. */
  readonly json: any;
}

/** Calls any path of a gateway; a value is sent as JSON. */
export async function call(
  running: RunningGateway, method: string, path: string, value?: unknown, headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const body = value === undefined ? {} : { body: typeof value === 'string' ? value : JSON.stringify(value) };
  const response = await fetch(running.url + path, { method, headers: { 'content-type': 'application/json', ...headers }, ...body });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, get json() { return JSON.parse(text); } };
}
