import { counted } from './words';
import { adviseSizes, type SizeAdvice } from '../azure';
import type { FileFleet } from '../render/fleets';

/** Sizes that are shown of an environment; the others take more cores. */
const MOST_SIZES = 5;

/** For each environment the VM sizes that hold its models, those with the fewest cores at rest first, and what of them no pod asks for. */
export function sizesText(fleets: readonly FileFleet[]): string {
  return fleets.flatMap(({ fleet: { environment, models } }) => [false, true].flatMap((gpus) => {
    const advised = adviseSizes(models, { gpus });
    if (advised.length === 0) { return []; }
    const chosen = gpus ? environment.spec.nodes.gpuSizes : environment.spec.nodes.sizes;
    const shown = advised.filter(({ vmSize }, index) => index < MOST_SIZES || chosen.includes(vmSize));
    return [
      `${environment.metadata.name}, models ${gpus ? 'with' : 'without'} a GPU, all on one size at rest:`,
      ...shown.map((advice) => line(advice, chosen.includes(advice.vmSize))),
    ];
  })).map((text) => `${text}\n`).join('');
}

function line({ vmSize, nodesAtRest, coresAtRest, memoryGiBAtRest, wastePercent }: SizeAdvice, isChosen: boolean): string {
  return `  ${vmSize.padEnd(26)}${counted(nodesAtRest, 'node').padEnd(10)}${counted(coresAtRest, 'core').padEnd(11)}${String(memoryGiBAtRest)} GiB, ${wastePercent} percent unused${isChosen ? ' (chosen)' : ''}`;
}
