import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ClosedLoop {
  readonly perSecond: number;
  readonly medianMilliseconds: number;
  readonly p99Milliseconds: number;
  /** Answers that were no 2xx, and connections that failed. */
  readonly failures: number;
}

const REPORT = `done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('\\nRESULT %d %d %d %d %d\\n', summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
`;

/** Clients that send the next request when the last is answered: wrk, on one thread, on one CPU where one is named. */
export async function closedLoop(url: string, type: string, body: string, clients: number, seconds: number, cpu?: number): Promise<ClosedLoop> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  writeFileSync(join(folder, 'body'), body);
  writeFileSync(join(folder, 'score.lua'), `wrk.method = 'POST'\nwrk.headers['content-type'] = '${type}'\nwrk.body = io.open('${join(folder, 'body')}', 'rb'):read('*a')\n${REPORT}`);
  // wrk takes whole seconds.
  const wrk = ['wrk', '-t1', `-c${clients}`, `-d${Math.ceil(seconds)}s`, '--timeout', '30s', '-s', join(folder, 'score.lua'), url];
  const [program, ...rest] = [...(cpu === undefined ? [] : ['taskset', '-c', String(cpu)]), ...wrk];
  const { stdout } = await run(program, rest);
  const [requests, duration, median, p99, failures] = /RESULT (.*)/.exec(stdout)![1].split(' ').map(Number);
  return { perSecond: (requests - failures) / (duration / 1e6), medianMilliseconds: median / 1000, p99Milliseconds: p99 / 1000, failures };
}
