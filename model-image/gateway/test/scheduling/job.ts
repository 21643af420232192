import type { Job } from '../../src/scheduling/job';
import { makeSchema, type Schema } from '../../src/wire/schema';

const SCHEMA = makeSchema([{ name: 'x', type: 'double' }]);

/** A job that nobody waits for. @param bytes what its rows count for */
export function job(count = 1, more: Partial<Job> = {}, { schema = SCHEMA, bytes = 8 * count }: { schema?: Schema; bytes?: number } = {}): Job {
  return {
    rows: { schema, count, doubles: new Float64Array(count), integers: new Int32Array(0), strings: [], bytes },
    arrived: 0,
    submitted: 0,
    deadline: 1000,
    settled: false,
    queued: false,
    alone: false,
    losses: 0,
    mostLosses: 2,
    share: 1,
    resolve: () => undefined,
    reject: () => undefined,
    ...more,
  };
}
