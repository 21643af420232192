import { totalmem } from 'node:os';
import type { GatewayConfig } from './config';

/** Part of the memory that bodies may fill while they are read; the workers and what is made of the bodies take the rest. */
const SHARE_OF_MEMORY = 1 / 8;

/** Bytes of all bodies that may be read at once: as configured, or an eighth of the container's or machine's memory, but room for two of the largest. */
export function bodiesLimitBytes({ bodiesLimitMiB, bodyLimitMiB }: GatewayConfig['http'], memoryBytes = availableBytes()): number {
  if (bodiesLimitMiB > 0) return bodiesLimitMiB * 2 ** 20;
  return Math.max(memoryBytes * SHARE_OF_MEMORY, 2 * bodyLimitMiB * 2 ** 20);
}

/** Of the control group where it has a limit below the machine's. */
function availableBytes(): number {
  const constrained = process.constrainedMemory() ?? 0;
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
