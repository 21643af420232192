import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A sample's chart as the first Plumbline that had charts made it (`helm package`). It is never made anew: releases of it may be out there. */
const KEPT = join(__dirname, 'kept', 'churn-2.1.0.tgz');

/** Unpacks it. @returns the chart's folder */
export function keptChart(folder: string): string {
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', KEPT, '-C', folder]);
  return join(folder, 'churn');
}
