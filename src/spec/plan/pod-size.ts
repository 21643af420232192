import { mebibytes } from '../memory';

/** What a pod asks of its node. */
export interface PodSize {
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
  readonly gpus: number;
}

/** The part of a model's spec that decides the size of its pods. */
export interface SizedSpec {
  readonly workers: { readonly cores: number; readonly threadsPerWorker: number; readonly memoryPerWorker: string };
  readonly gateway: { readonly cpuMillicores: number; readonly memory: string };
  readonly gpu?: { readonly count: number };
}

/** Requests of one pod: `cores` for R plus the gateway's share; `cores / threadsPerWorker` workers' memory plus the gateway's. */
export function podSize({ workers, gateway, gpu }: SizedSpec): PodSize {
  return {
    cpuMillicores: workers.cores * 1000 + gateway.cpuMillicores,
    memoryMiB: (workers.cores / workers.threadsPerWorker) * mebibytes(workers.memoryPerWorker) + mebibytes(gateway.memory),
    gpus: gpu?.count ?? 0,
  };
}
