import { add, concat, divide, multiply, type Reference } from '../expression';
import type { ScoringValues } from '../spec/values';

type Values = Reference<ScoringValues>;

/**
 * R workers of a pod: workers x threads = cores, the rule of Microsoft's reference architecture for R models
 * (https://learn.microsoft.com/azure/architecture/ai-ml/). Validation has seen to it that the division leaves nothing over.
 */
export const workerCount = (values: Values) => divide(values.workers.cores, values.workers.threadsPerWorker);

/** CPU request: a core for every worker thread, and the gateway's share, which parses and validates while R computes. */
export const cpuRequest = (values: Values) => concat(add(multiply(values.workers.cores, 1000), values.gateway.cpuMillicores), 'm');

/** Memory request and limit: every worker at its full size (shared pages are a gift, not a promise), and the gateway. */
export const memoryRequest = (values: Values) =>
  concat(add(multiply(workerCount(values), values.workers.memoryPerWorkerMiB), values.gateway.memoryMiB), 'Mi');
