import { podSize, type PodSize, type ScoringValues } from '../spec';

/** What a pod of a resolved model asks of its node, and how many R processes it has. */
export function podOf({ workers, gateway, gpu }: ScoringValues): PodSize & { readonly workers: number } {
  const size = podSize({
    workers: { cores: workers.cores, threadsPerWorker: workers.threadsPerWorker, memoryPerWorker: `${workers.memoryPerWorkerMiB}Mi` },
    gateway: { cpuMillicores: gateway.cpuMillicores, memory: `${gateway.memoryMiB}Mi` },
    gpu: { count: gpu.count },
  });
  return { ...size, workers: workers.cores / workers.threadsPerWorker };
}
