import { createHash } from 'node:crypto';

/** Letters and digits that a pool's name may have. Source: https://learn.microsoft.com/azure/aks/create-node-pools#limitations-for-node-pools */
const LONGEST = 12;

/**
 * Name of the pool of a VM size. A pool can't change its size, so another size is another name; the usual ones read like the size
 * (`d8sv5`), longer ones and those of a GPU mark of their own end in digits of a hash.
 */
export function poolName(vmSize: string, gpuSku: string): string {
  const readable = vmSize.toLowerCase().replace(/^standard_/, '').replace(/[^a-z0-9]/g, '').replace(/^[^a-z]+/, '');
  if (readable !== '' && readable.length <= LONGEST && (gpuSku === '' || gpuSku === 'gpu')) return readable;
  const hash = createHash('sha256').update(`${vmSize} ${gpuSku}`).digest('hex').slice(0, 4);
  return `${(readable === '' ? 'pool' : readable).slice(0, LONGEST - hash.length)}${hash}`;
}
