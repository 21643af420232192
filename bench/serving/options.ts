/** What the command line says: `--parts closed,rate --models forest --minutes 12 --out docs/plots` and the like. */
const given = new Map(process.argv.slice(2).flatMap((text, index, all) => (text.startsWith('--') && text.length > 2 ? [[text.slice(2), all[index + 1] ?? '']] : [])) as [string, string][]);
const list = (name: string, standard: string): string[] => (given.get(name) ?? standard).split(',').filter((item) => item !== '');
const number = (name: string, standard: number): number => Number(given.get(name) ?? standard);

export const PARTS = ['closed', 'rate', 'pinned', 'families', 'large'] as const;
export type Part = (typeof PARTS)[number];

export const OPTIONS = {
  parts: list('parts', PARTS.join(',')) as Part[],
  models: list('models', 'forest,lm,ranger'),
  clients: list('clients', '4,32,128').map(Number),
  rows: list('rows', '1,10,1000').map(Number),
  rounds: number('rounds', 3),
  seconds: number('seconds', 1),
  workers: number('workers', 2),
  /** No measurement is begun after this. */
  minutes: number('minutes', 12),
  /** Where the results go as JSON and as plots. */
  out: given.get('out') ?? '.plumbline/bench',
};

const STARTED = performance.now();

/** Whether there is time for another measurement; says once that there is not. */
export function hasTime(): boolean {
  const left = performance.now() - STARTED < OPTIONS.minutes * 60_000;
  if (!left && !told) process.stderr.write(`${OPTIONS.minutes} minutes are over: what was not measured yet is left out (--minutes)\n`);
  told ||= !left;
  return left;
}

let told = false;

export const elapsedMinutes = (): number => (performance.now() - STARTED) / 60_000;
