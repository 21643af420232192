import { join } from 'node:path';
import { elapsedMinutes, hasTime, OPTIONS, type Part } from './options';
import { closed } from './parts/closed';
import { families } from './parts/families';
import { large } from './parts/large';
import { pinned } from './parts/pinned';
import { rate } from './parts/rate';
import { Payloads } from './payloads';
import { writePlots } from './plots';
import { type Result, type Results, say, table, writeResults } from './report';
import { trainedModels } from './trained-models';

const wants = (part: Part): boolean => OPTIONS.parts.includes(part) && hasTime();

async function measure(folder: string): Promise<Results> {
  const results: Record<string, Result[]> = {};
  const [first] = OPTIONS.models;
  const model = join(folder, first);
  const payloads = new Payloads(model);
  const { rounds, seconds, workers } = OPTIONS;
  if (wants('pinned')) {
    results.pinned = await pinned(first, model, payloads);
    table(`${first}: one worker on one core, gateway and client on another, unbatched, beside a bare loop of predict() on that core`, results.pinned);
  }
  if (wants('rate')) {
    results.rate = await rate(first, model, payloads);
    table(`${first}: constant rate, ${workers} workers; latency from the moment each request was due`, results.rate);
  }
  if (wants('closed')) {
    results.closed = [];
    results.costs = [];
    for (const name of OPTIONS.models) {
      if (!hasTime()) break;
      const { rates, costs } = await closed(name, join(folder, name), new Payloads(join(folder, name)), name === first);
      table(`${name}: closed loop, medians of ${rounds} rounds of ${Math.ceil(seconds)} s, ${workers} workers`, rates);
      table(`${name}: what it costs`, costs);
      results.closed.push(...rates);
      results.costs.push(...costs);
    }
  }
  if (wants('families')) {
    results.families = await families(folder);
    table('families of models: latency of one request against capacity', results.families);
  }
  if (wants('large')) {
    results.large = await large(folder);
    table('a table of 61 MiB that stands for a model larger than a worker', results.large);
  }
  return results;
}

async function main(): Promise<void> {
  const folder = trainedModels();
  if (folder === undefined) return;
  const all = writeResults(OPTIONS.out, await measure(folder));
  writePlots(OPTIONS.out, all);
  say(`results and plots are in ${OPTIONS.out}; ${elapsedMinutes().toFixed(1)} minutes`);
}

void main();
