import { closedLoop } from '../closed-loop';
import { constantRate } from '../constant-rate';
import { hasTime, OPTIONS } from '../options';
import type { Payloads } from '../payloads';
import { median, type Result } from '../report';
import { plumbline } from '../servers';

/** Short enough for a queue to reach it within a measurement. */
const DEADLINE_SECONDS = 1;
const CLIENTS = 8;
const SECONDS = 4;
const FACTORS = [0.5, 0.7, 0.9, 1.5, 3, 10];

/**
 * A constant rate, below and above what the server can do. Unbatched, because with batching its peak is beyond what a generator beside it on the same
 * cores can exceed tenfold; then with batching, as it is delivered, at the same rates.
 */
export async function rate(name: string, model: string, payloads: Payloads): Promise<Result[]> {
  const body = payloads.json(1);
  const settings = { workers: OPTIONS.workers, config: { http: { timeoutSeconds: DEADLINE_SECONDS } } };
  const unbatched = await plumbline('plumbline, unbatched', model, body, { ...settings, batching: false });
  const batched = await plumbline('plumbline', model, body, { ...settings, batching: true });
  const results: Result[] = [];
  try {
    await closedLoop(unbatched.url, 'application/json', body, CLIENTS, 1);
    await closedLoop(batched.url, 'application/json', body, CLIENTS, 1);
    const alone = await closedLoop(unbatched.url, 'application/json', body, 1, 1);
    const peaks: number[] = [];
    for (let round = 0; round < OPTIONS.rounds; round += 1) peaks.push((await closedLoop(unbatched.url, 'application/json', body, CLIENTS, 1)).perSecond);
    const peak = median(peaks);
    for (const server of [unbatched, batched]) {
      for (const factor of FACTORS) {
        if (!hasTime()) break;
        const found = await constantRate(server.url, body, peak * factor, SECONDS, { comesFirst: factor < 1 });
        const { accepted, refused, failed, goodput, median: middle, p99, lateP99 } = found;
        results.push({
          'model': name,
          'server': server.name,
          'offered, x peak': factor,
          'goodput, x peak': goodput / peak,
          accepted,
          'refused (503)': refused,
          failed,
          'median, x alone': middle / alone.medianMilliseconds,
          'p99, x median': p99 / middle,
          'p99, x alone': p99 / alone.medianMilliseconds,
          'p99, x deadline': p99 / (DEADLINE_SECONDS * 1000),
          'generator late, p99 ms': lateP99,
        });
      }
    }
    return results;
  } finally {
    unbatched.stop();
    batched.stop();
  }
}
