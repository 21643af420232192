import { spawnSync } from 'node:child_process';

const found = spawnSync('Rscript', ['--version']).status === 0;

if (!found && process.env.CI === 'true') throw new Error('Rscript is missing, and with CI=true nothing may be skipped: run npx projen prepare:r');

/** A suite that runs R; skipped where there is none. */
export const describeWithR = found ? describe : describe.skip;
