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

/** Parts of a worker's memory that R fills with vectors and with small objects before it collects what is no longer used. */
const VECTORS_SHARE = 1 / 4;
const SMALL_OBJECTS_SHARE = 1 / 8;

/** R's own defaults: `?Memory`. */
const LEAST_VECTORS_MIB = 64;
const LEAST_SMALL_OBJECTS = 350_000;

/** Of one small object on a machine of 64 bits: `?Memory`. */
const SMALL_OBJECT_BYTES = 56;

/**
 * How large R's heap is before the first collection. predict() on one row of a forest leaves a MiB behind, so with R's defaults a request in thirty has to wait for a
 * collection, which takes longer than its row: they were what the slowest requests waited for. The memory is the worker's by its spec.
 */
function heapSizes(memoryMiB: number): Readonly<Record<string, string>> {
  const objects = Math.floor((memoryMiB * 2 ** 20 * SMALL_OBJECTS_SHARE) / SMALL_OBJECT_BYTES);
  return { R_VSIZE: `${Math.max(LEAST_VECTORS_MIB, Math.floor(memoryMiB * VECTORS_SHARE))}M`, R_NSIZE: String(Math.max(LEAST_SMALL_OBJECTS, objects)) };
}

/** What an R process finds in its environment: all of it is read when R starts, and cannot be set from R. A variable that is set already stays. */
export function rEnvironment(workers: GatewayConfig['workers'], temporaryFolder: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of THREAD_VARIABLES) env[name] ??= String(workers.threadsPerWorker);
  for (const [name, bytes] of Object.entries(MALLOC_VARIABLES)) env[name] ??= String(bytes);
  for (const [name, size] of Object.entries(heapSizes(workers.memoryMiB))) env[name] ??= size;
  // An allocation beyond this is an error in R, where the kernel would have killed the whole container.
  env.R_MAX_VSIZE = `${workers.memoryMiB}M`;
  if (!/utf-?8/i.test(env.LC_ALL ?? env.LC_CTYPE ?? env.LANG ?? '')) env.LC_ALL = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  env.TMPDIR = temporaryFolder;
  return env;
}
