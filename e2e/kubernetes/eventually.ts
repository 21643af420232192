import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 250;

export interface EventuallyOptions {
  /** What is waited for, as in "waited 60 s for ...". */
  readonly what: string;
  readonly timeoutSeconds: number;
  /** What to print beside the last answer when it does not come about: objects, events, logs. */
  readonly explain: () => Promise<string>;
}

/**
 * Asks until the answer is undefined; an answer says what is still missing.
 * @throws Error with the last answer and the explanation
 */
export async function eventually(ask: () => Promise<string | undefined>, { what, timeoutSeconds, explain }: EventuallyOptions): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const missing = await ask();
    if (missing === undefined) { return; }
    if (Date.now() > deadline) { throw new Error(`waited ${timeoutSeconds} s for ${what}: ${missing}\n${await explain()}`); }
    await sleep(POLL_MILLISECONDS);
  }
}
