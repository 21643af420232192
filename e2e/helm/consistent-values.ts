import type fc from 'fast-check';
import type { ScoringValues } from '../../src/spec/values';
import { anyScoringValues } from '../../test/helpers/values-arbitraries';

/** Generated values that a chart must take: in the ranges of its schema, and without contradictions. */
export function consistentValues(): fc.Arbitrary<ScoringValues> {
  return anyScoringValues().map((values): ScoringValues => {
    const { artifact, auth, endpoint, gateway, gpu, identity, scaling, secrets, workers } = values;
    const hasUsers = auth.mode === 'password' || auth.mode === 'basic';
    return {
      ...values,
      artifact: { ...artifact, timeoutSeconds: Math.max(10, artifact.timeoutSeconds) },
      identity: { ...identity, enabled: true },
      workers: {
        ...workers,
        threadsPerWorker: workers.cores % 2 === 0 ? 2 : 1,
        recycleAfterRequests: workers.recycleAfterRequests % 1_000_000_000,
        startupTimeoutSeconds: Math.max(10, workers.startupTimeoutSeconds),
      },
      gateway: { ...gateway, memoryMiB: Math.max(gateway.memoryMiB, endpoint.bodyLimitMiB * 2) },
      gpu: { ...gpu, force: gpu.force || gpu.count > 0 },
      scaling: { ...scaling, cpuUtilization: Math.max(10, scaling.cpuUtilization) },
      endpoint: {
        ...endpoint,
        batching: {
          enabled: endpoint.batching.enabled,
          maxRows: 1 + endpoint.batching.maxRows % 1_000_000,
          maxWaitMilliseconds: endpoint.batching.maxWaitMilliseconds % 1000,
        },
        queue: { maxRows: 1 + endpoint.queue.maxRows % 100_000_000 },
      },
      auth: {
        ...auth,
        entra: { issuer: `i${auth.entra.issuer}`, audience: `a${auth.entra.audience}`, jwksUri: `k${auth.entra.jwksUri}`, roles: [...new Set(auth.entra.roles)] },
      },
      secrets: { ...secrets, source: hasUsers && secrets.source === 'none' ? 'secret' : secrets.source },
    };
  });
}
