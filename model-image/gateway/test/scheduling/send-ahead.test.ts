import { job } from './job';
import type { Job } from '../../src/scheduling/job';
import { JobQueue } from '../../src/scheduling/queue';
import { Runs } from '../../src/scheduling/runs';
import { mayGoAhead, slice, workersWithRoom } from '../../src/scheduling/send-ahead';
import { ServiceTime } from '../../src/scheduling/service-time';
import type { Worker } from '../../src/workers/worker';

const BATCHED = { enabled: true, maxRows: 10, maxWaitMilliseconds: 5 };
const SINGLE = { ...BATCHED, enabled: false };

function queueOf(count: number, one: () => Job = job): JobQueue {
  const queue = new JobQueue();
  for (let index = 0; index < count; index += 1) queue.push(one());
  return queue;
}

function timeOf(milliseconds: number): ServiceTime {
  const time = new ServiceTime();
  time.observe(1, milliseconds);
  return time;
}

const runOf = (started: number, ...jobs: Job[]) => ({ jobs, rows: 1, started, until: 1000 });
const before = runOf(0, job());

describe('a frame is sent ahead', () => {
  it('when requests go one by one and enough wait for every worker', () => {
    expect([0, 1, 2].map((others) => mayGoAhead(queueOf(2), SINGLE, timeOf(2), before, others, 0))).toEqual([true, true, false]);
  });

  it('when it is a full batch, and not while more may join it', () => {
    expect([9, 10].map((waiting) => mayGoAhead(queueOf(waiting), BATCHED, timeOf(0.1), before, 0, 0))).toEqual([false, true]);
  });

  it('never when its request could not be scored elsewhere in time, should the run before it hang', () => {
    const deadline = 2 * slice(timeOf(2), 1) + 2;
    const given = [deadline - 1, deadline];
    expect(given.map((at) => mayGoAhead(queueOf(1, () => job(1, { deadline: at })), SINGLE, timeOf(2), before, 0, 0))).toEqual([false, true]);
  });

  it('never when it is larger than a pipe', () => {
    const sent = [65_536, 65_537].map((bytes) => mayGoAhead(queueOf(1, () => job(1, {}, { bytes })), SINGLE, timeOf(2), before, 0, 0));
    expect(sent).toEqual([true, false]);
  });

  it('never when its request failed before', () => {
    expect(mayGoAhead(queueOf(1, () => job(1, { alone: true })), SINGLE, timeOf(2), before, 0, 0)).toBe(false);
  });
});

describe('a worker is sent its next frame', () => {
  const worker = (name: string, hasRoom = true): Worker => ({ name, hasRoom }) as Worker;
  const named = (runs: Runs, time: ServiceTime, now: number): string[] => workersWithRoom(runs, time, now).map(([{ name }]) => name);

  it('in the order in which they will be free', () => {
    const runs = new Runs();
    runs.begin(worker('late'), runOf(1, job()));
    runs.begin(worker('soon'), runOf(0, job()));
    expect(named(runs, timeOf(2), 1)).toEqual(['soon', 'late']);
  });

  it('unless it has one, its run is long, lasts longer than it should, or failed before', () => {
    const runs = new Runs();
    runs.begin(worker('full', false), runOf(0, job()));
    runs.begin(worker('suspicious'), runOf(0, job(1, { alone: true })));
    runs.begin(worker('fine'), runOf(0, job()));
    expect([named(runs, timeOf(2), 0), named(runs, timeOf(26), 0), named(runs, timeOf(2), slice(timeOf(2), 1))]).toEqual([['fine'], [], []]);
  });
});

describe('what was sent ahead', () => {
  it('is given back once, without requests that are settled, and still answered by the worker', () => {
    const runs = new Runs();
    const worker = { name: 'one' } as Worker;
    const waits = job();
    runs.begin(worker, runOf(0, job()));
    runs.sendAhead(worker, { jobs: [waits, job(1, { settled: true })], rows: 2 });
    expect([runs.takeBack(worker), runs.takeBack(worker), runs.end(worker).ahead]).toEqual([[waits], [], { jobs: [], rows: 2 }]);
  });
});
