/** Causes of a lost connection, as Node.js and the clients name them. */
const LOST = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'REQUEST_SEND_ERROR'];

interface Cause {
  readonly statusCode?: number;
  readonly code?: string;
}

/** Whether a request may succeed when it is made again: the network or Azure itself fails, or Azure is busy. */
export function isPassing(error: unknown): boolean {
  const { statusCode } = error as Cause;
  return isLost(error) || statusCode === 408 || statusCode === 429 || (statusCode !== undefined && statusCode >= 500);
}

/** Whether there was no answer at all. */
export function isLost(error: unknown): boolean {
  const { statusCode, code = '' } = error as Cause;
  return statusCode === undefined && LOST.includes(code);
}
