import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { rEnvironment } from '../../src/workers/r-environment';

const workers = (memoryMiB: number): Parameters<typeof rEnvironment>[0] => ({
  count: 1, threadsPerWorker: 2, memoryMiB, recycleAfterRequests: 0, startupTimeoutSeconds: 30, start: 'auto',
});

/** A cell of gc(), as R reports it when it was started in this environment. */
function heapOf(environment: NodeJS.ProcessEnv, cell: string): number {
  return Number(execFileSync('Rscript', ['--vanilla', '-e', `cat(gc()[${cell}])`], { env: environment, encoding: 'utf8' }));
}

describe('the environment of R', () => {
  it('lets R fill a quarter of a worker\'s memory with vectors before it collects', () => {
    expect(heapOf(rEnvironment(workers(800), tmpdir()), '"Vcells", 4')).toBe(200);
  });

  it('lets R fill an eighth of it with small objects', () => {
    expect(heapOf(rEnvironment(workers(800), tmpdir()), '"Ncells", 4')).toBeCloseTo(100, 0);
  });

  it('never makes a heap smaller than R does by itself', () => {
    const { R_VSIZE, R_NSIZE } = rEnvironment(workers(64), tmpdir());
    expect([R_VSIZE, R_NSIZE]).toEqual(['64M', '350000']);
  });

  it('leaves what the spec sets', () => {
    process.env.R_VSIZE = '99M';
    try {
      expect(rEnvironment(workers(800), tmpdir()).R_VSIZE).toBe('99M');
    } finally {
      delete process.env.R_VSIZE;
    }
  });

  it('gives every library of threads the threads of a worker', () => {
    expect(rEnvironment(workers(800), tmpdir()).OMP_NUM_THREADS).toBe('2');
  });
});
