import type { GatewayConfig } from '../config/config';

const THREAD_VARIABLES = [
  'OMP_NUM_THREADS', 'OMP_THREAD_LIMIT', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'BLIS_NUM_THREADS',
  'R_DATATABLE_NUM_THREADS', 'R_RANGER_NUM_THREADS', 'RCPP_PARALLEL_NUM_THREADS',
];

/**
 * The upper bounds to which glibc's malloc raises these two by itself, in bytes: https://man7.org/linux/man-pages/man3/mallopt.3.html. It gets there only
 * when a block of that size is freed; until then every copy that predict() makes of a large vector is mapped, faulted in page by page, and unmapped again.
 */
const MALLOC_VARIABLES = { MALLOC_MMAP_THRESHOLD_: 32 * 2 ** 20, MALLOC_TRIM_THRESHOLD_: 64 * 2 ** 20 };

/** What an R process finds in its environment: all of it is read when R starts, and cannot be set from R. A variable that is set already stays. */
export function rEnvironment(workers: GatewayConfig['workers'], temporaryFolder: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of THREAD_VARIABLES) env[name] ??= String(workers.threadsPerWorker);
  for (const [name, bytes] of Object.entries(MALLOC_VARIABLES)) env[name] ??= String(bytes);
  // An allocation beyond this is an error in R, where the kernel would have killed the whole container.
  env.R_MAX_VSIZE = `${workers.memoryMiB}M`;
  if (!/utf-?8/i.test(env.LC_ALL ?? env.LC_CTYPE ?? env.LANG ?? '')) env.LC_ALL = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  env.TMPDIR = temporaryFolder;
  return env;
}
