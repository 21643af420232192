import { job } from './job';
import { takeBatch } from '../../src/scheduling/batcher';
import type { Job } from '../../src/scheduling/job';
import { JobQueue } from '../../src/scheduling/queue';
import { ServiceTime } from '../../src/scheduling/service-time';
import { makeSchema } from '../../src/wire/schema';

const LIMITS = { enabled: true, maxRows: 100, maxWaitMilliseconds: 5 };

function queueOf(...jobs: Job[]): JobQueue {
  const queue = new JobQueue();
  jobs.forEach((each) => queue.push(each));
  return queue;
}

function timeOf(overhead: number, perRow: number): ServiceTime {
  const time = new ServiceTime();
  for (const rows of [1, 10, 1, 10]) time.observe(rows, overhead + perRow * rows);
  return time;
}

const sizes = (batch: Job[]): number[] => batch.map(({ rows }) => rows.count);

describe('a batch', () => {
  it('takes what waits, up to its most rows', () => {
    expect(sizes(takeBatch(queueOf(job(40), job(50), job(20)), LIMITS, new ServiceTime(), 0))).toEqual([40, 50]);
  });

  it('takes a request that is larger than a batch by itself', () => {
    expect(sizes(takeBatch(queueOf(job(500), job(1)), LIMITS, new ServiceTime(), 0))).toEqual([500]);
  });

  it('is cut where its rows would keep the worker longer than the configured wait', () => {
    const jobs = Array.from({ length: 50 }, () => job(1));
    expect(takeBatch(queueOf(...jobs), LIMITS, timeOf(1, 1), 0)).toHaveLength(6);
  });

  it('grows with the time that its first row has waited', () => {
    const jobs = Array.from({ length: 50 }, () => job(1));
    expect(takeBatch(queueOf(...jobs), LIMITS, timeOf(1, 1), 20)).toHaveLength(21);
  });

  it('is a share of what waits where several workers are idle and rows take longer than a call', () => {
    const jobs = Array.from({ length: 6 }, () => job(1));
    expect(takeBatch(queueOf(...jobs), LIMITS, timeOf(0.1, 10), 100, 3)).toHaveLength(2);
  });

  it('is all that waits where a call takes longer than its rows, however many workers are idle', () => {
    const jobs = Array.from({ length: 6 }, () => job(1));
    expect(takeBatch(queueOf(...jobs), LIMITS, timeOf(2, 0.02), 0, 3)).toHaveLength(6);
  });

  it('leaves out requests that must go alone', () => {
    const queue = queueOf(job(1), job(2, { alone: true }), job(3));
    expect([1, 2, 3].map(() => sizes(takeBatch(queue, LIMITS, new ServiceTime(), 0)))).toEqual([[1], [2], [3]]);
  });

  it('holds rows of one schema', () => {
    const other = makeSchema([{ name: 'y', type: 'double' }]);
    expect(sizes(takeBatch(queueOf(job(1), job(2, {}, { schema: makeSchema([{ name: 'x', type: 'double' }]) }), job(3, {}, { schema: other })), LIMITS, new ServiceTime(), 0))).toEqual([1, 2]);
  });

  it('leaves out requests whose client has left', () => {
    expect(sizes(takeBatch(queueOf(job(1, { settled: true }), job(2)), LIMITS, new ServiceTime(), 0))).toEqual([2]);
  });

  it('is one request when batching is off', () => {
    expect(sizes(takeBatch(queueOf(job(1), job(2)), { ...LIMITS, enabled: false }, new ServiceTime(), 0))).toEqual([1]);
  });
});

describe('the queue', () => {
  it('counts a request that is given up no longer', () => {
    const left = job(5, { });
    const queue = queueOf(left, job(2));
    left.settled = true;
    queue.forget(left);
    queue.forget(left);
    expect([queue.rows, queue.bytes]).toEqual([2, 16]);
  });
});

describe('the service time', () => {
  it('is a line through what was observed', () => {
    const time = timeOf(2, 0.5);
    expect([time.overhead, time.perRow, time.expect(100)].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([2, 0.5, 52]);
  });
});
