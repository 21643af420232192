import { randomBytes } from 'node:crypto';

export interface TraceContext {
  /** 32 hexadecimal digits: the caller's trace, or one of our own. */
  readonly traceId: string;
  readonly spanId: string;
  /** Span of the caller; empty when there is none. */
  readonly parentId: string;
  readonly sampled: boolean;
}

/** `00-<trace>-<parent>-<flags>`; all zeros are invalid: https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

let pool = Buffer.alloc(0);
let used = 0;

/** Random bytes in hexadecimal, drawn in bulk: one call of the generator costs as much as four thousand bytes of it. */
export function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}

/** Takes up the caller's trace, or begins one. */
export function traceOf(header: string | string[] | undefined): TraceContext {
  const match = typeof header === 'string' ? TRACEPARENT.exec(header) : null;
  if (match === null) return { traceId: randomHex(16), spanId: randomHex(8), parentId: '', sampled: true };
  return { traceId: match[1], spanId: randomHex(8), parentId: match[2], sampled: parseInt(match[3], 16) % 2 === 1 };
}
