import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Results } from './report';
import { bars, lines } from './svg';

/** Draws what the results have; a plot whose part was not measured stays as it is. */
export function writePlots(folder: string, { closed = [], rate = [], families = [], large = [] }: Results): void {
  const write = (name: string, text: string): void => writeFileSync(join(folder, `${name}.svg`), text);
  const [first] = closed;
  const single = closed.filter(({ model, rows }) => model === first.model && rows === 1);
  const clients = [...new Set(single.map((result) => Number(result.clients)))].filter((_, index, all) => index === 0 || index === all.length - 1);
  if (single.length > 0) {
    const shown = clients.flatMap((count, kind) => single.filter((result) => result.clients === count).map((result) => ({ label: String(result.server), value: Number(result['x plumber']), kind })));
    write('servers', bars('Requests of one row, times plumber (forest, logarithmic)', shown, clients.map((count) => `${count} clients`), true));
  }
  if (rate.length > 0) {
    const unbatched = rate.filter(({ server }) => server === 'plumbline, unbatched');
    const points = (member: string): [number, number][] => unbatched.map((result) => [Number(result['offered, x peak']), Number(result[member])]);
    write('overload', lines('Below and above the peak (forest, unbatched)', 'offered rate, x peak of the closed loop', [
      { name: 'goodput, x peak', points: points('goodput, x peak') }, { name: 'p99 of accepted, x deadline', points: points('p99, x deadline') },
    ]));
  }
  if (families.length > 0) {
    const label = (result: (typeof families)[number]): string => `${result.model}, ${result['workers x threads']}`;
    write('capacity', bars('Capacity: rows a second, 32 clients of one row (logarithmic)', families.map((result) => ({ label: label(result), value: Number(result['32 clients: rows/s']), kind: 0 })), [''], true));
    write('latency', bars('Latency of one request of 1,000 rows alone, ms (logarithmic)', families.map((result) => ({ label: label(result), value: Number(result['alone: 1000 rows, median ms']), kind: 1 })), [''], true));
    write('memory', bars('Memory of all processes after load, MiB (proportional)', families.map((result) => ({ label: label(result), value: Number(result['PSS MiB after load']), kind: 2 })), ['']));
  }
  if (large.length > 0) {
    const memory = large.map((result) => ({ label: `${result.way}: MiB`, value: Number(result['PSS MiB after load']), kind: 0 }));
    const latency = large.map((result) => ({ label: `${result.way}: ms x 100`, value: Number(result['alone: median ms']) * 100, kind: 1 }));
    write('large-models', bars('A table of 61 MiB: memory of all processes, and latency alone', [...memory, ...latency], ['memory, MiB', 'latency of one row, ms x 100']));
  }
}
