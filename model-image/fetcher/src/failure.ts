/**
 * What a fetch ends with, by the process's exit code, so that a script and an alert can tell them apart without reading. 1 is left for what
 * nobody foresaw, 128 + n for signals.
 */
export const EXIT = {
  settings: 2,
  digest: 10,
  identity: 11,
  forbidden: 12,
  missing: 13,
  network: 14,
  full: 15,
  timeout: 16,
  unsafe: 17,
  size: 18,
  damaged: 19,
  changed: 20,
  certificate: 21,
  stopped: 143,
} as const;

export type FailureKind = keyof typeof EXIT;

/** A fetch that failed for a known reason: the message is one sentence for whoever reads `kubectl describe pod`. */
export class FetchFailure extends Error {
  constructor(readonly kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
  }

  /** Whether another try may end better. */
  get isTransient(): boolean {
    return this.kind === 'network';
  }
}
