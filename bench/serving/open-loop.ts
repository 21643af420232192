import { Agent, request } from 'node:http';

export interface OpenLoop {
  readonly offered: number;
  /** Answers with status 200 per second. */
  readonly goodput: number;
  /** Of the accepted requests, from the moment at which each was due, not at which it could be sent. */
  readonly medianMilliseconds: number;
  readonly p99Milliseconds: number;
  readonly refused: number;
}

/** Requests at a constant rate, whether or not earlier ones have been answered. */
export async function openLoop(url: string, body: string, perSecond: number, seconds: number): Promise<OpenLoop> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4096 });
  const latencies: number[] = [];
  let refused = 0;
  const total = Math.round(perSecond * seconds);
  const started = performance.now();
  const one = (due: number): Promise<void> => new Promise((resolve) => {
    const sending = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) latencies.push(performance.now() - due);
        else refused += 1;
        resolve();
      });
    });
    sending.on('error', () => {
      refused += 1;
      resolve();
    });
    sending.end(body);
  });
  const pending: Promise<void>[] = [];
  while (pending.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * perSecond));
    while (pending.length < due) pending.push(one(started + (pending.length / perSecond) * 1000));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(pending);
  const elapsed = (performance.now() - started) / 1000;
  agent.destroy();
  latencies.sort((earlier, later) => earlier - later);
  const at = (share: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? NaN;
  return { offered: perSecond, goodput: latencies.length / elapsed, medianMilliseconds: at(0.5), p99Milliseconds: at(0.99), refused };
}
