#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { EXIT, FetchFailure } from './failure';
import { fetchModel } from './fetch-model';
import { standardLog } from './log';
import { readSettings } from './settings';

/** What the kubelet shows as the container's last words (terminationMessagePath's default). */
const TERMINATION_LOG = process.env.PLUMBLINE_TERMINATION_LOG ?? '/dev/termination-log';

async function main(): Promise<void> {
  const stop = new AbortController();
  // As the container's first process it would get no default action for them.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => stop.abort(new FetchFailure('stopped', `stopped by ${signal}`)));
  }
  await fetchModel(readSettings(process.env), standardLog, stop.signal);
}

function end(error: unknown): void {
  const isKnown = error instanceof FetchFailure;
  const message = isKnown ? error.message : `the fetch failed unexpectedly: ${String(error)}`;
  process.exitCode = isKnown ? EXIT[error.kind] : 1;
  standardLog('error', 'the fetch failed', { kind: isKnown ? error.kind : 'unexpected', exitCode: process.exitCode, reason: message });
  try {
    writeFileSync(TERMINATION_LOG, message, { flag: 'r+' });
  } catch {
    // Outside a pod there is no such file.
  }
}

main().catch(end);
