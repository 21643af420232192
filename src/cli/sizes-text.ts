import { counted } from './words';
import { adviseSizes, type SizeAdvice } from '../azure';
import type { FileFleet } from '../render/fleets';
import { HOURS_OF_A_MONTH, type PriceTable } from '../review/costs';

/** Sizes that are shown of an environment; the others take more cores, or cost more. */
const MOST_SIZES = 5;

/**
 * For each environment the VM sizes that hold its models, and what of them no pod asks for: those with the fewest cores at rest first, or with a price
 * table the cheapest, and sizes that it does not have last.
 */
export function sizesText(fleets: readonly FileFleet[], prices?: PriceTable): string {
  return fleets.flatMap(({ fleet: { environment, models } }) => [false, true].flatMap((gpus) => {
    const advised = cheapestFirst(adviseSizes(models, { gpus }), prices);
    if (advised.length === 0) { return []; }
    const chosen = gpus ? environment.spec.nodes.gpuSizes : environment.spec.nodes.sizes;
    const shown = advised.filter(({ vmSize }, index) => index < MOST_SIZES || chosen.includes(vmSize));
    return [
      `${environment.metadata.name}, models ${gpus ? 'with' : 'without'} a GPU, all on one size at rest${prices === undefined ? '' : ` (${prices.source}, ${prices.date})`}:`,
      ...shown.map((advice) => `${line(advice, prices)}${chosen.includes(advice.vmSize) ? ' (chosen)' : ''}`),
    ];
  })).map((text) => `${text}\n`).join('');
}

function cheapestFirst(advised: readonly SizeAdvice[], prices: PriceTable | undefined): readonly SizeAdvice[] {
  if (prices === undefined) { return advised; }
  const cost = (advice: SizeAdvice) => monthly(advice, prices) ?? Infinity;
  // Sorting keeps the order of equals, and Infinity less Infinity is no number.
  return [...advised].sort((a, b) => cost(a) === cost(b) ? 0 : cost(a) - cost(b));
}

/** Price of the nodes at rest; undefined for a size that the table does not have. */
function monthly({ vmSize, nodesAtRest }: SizeAdvice, { hourly }: PriceTable): number | undefined {
  return Object.hasOwn(hourly, vmSize) ? Math.round(nodesAtRest * hourly[vmSize] * HOURS_OF_A_MONTH) : undefined;
}

function line(advice: SizeAdvice, prices: PriceTable | undefined): string {
  const { vmSize, nodesAtRest, coresAtRest, memoryGiBAtRest, wastePercent } = advice;
  const cost = prices === undefined ? '' : `, ${monthly(advice, prices) ?? 'unknown'} ${prices.currency} a month`;
  return `  ${vmSize.padEnd(26)}${counted(nodesAtRest, 'node').padEnd(10)}${counted(coresAtRest, 'core').padEnd(11)}${String(memoryGiBAtRest)} GiB, ${wastePercent} percent unused${cost}`;
}
