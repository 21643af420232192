import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Predictions } from './new-learn';
import { differences } from './predictions';
import { counted } from './words';

/** Asks the service, once it is ready, for what was expected of it, and says what differs. False where anything does, or where it ends before. */
export async function compareAnswers(log: Readable, { rows, answers }: Predictions): Promise<boolean> {
  for await (const text of createInterface({ input: log })) {
    if (!text.startsWith('{')) { continue; }
    const line = JSON.parse(text) as { readonly event: string; readonly port?: number; readonly reason?: string };
    if (line.event === 'the start failed') { process.stderr.write(`error: ${line.reason}\n`); }
    if (line.event !== 'serving') { continue; }
    const response = await fetch(`http://127.0.0.1:${line.port}/score`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(rows),
    });
    const found = await response.json() as object[];
    const said = response.ok ? differences(answers, found) : [`the service answered ${response.status}: ${JSON.stringify(found)}`];
    process.stderr.write(said.length === 0 ? `${counted(rows.length, 'row')} answered as expected\n` : said.map((each) => `error: ${each}\n`).join(''));
    // Read on, so that the gateway is not kept from writing.
    log.resume();
    return said.length === 0;
  }
  return false;
}
