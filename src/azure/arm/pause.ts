import { setTimeout } from 'node:timers/promises';

/** @throws the signal's reason when it is aborted meanwhile */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
