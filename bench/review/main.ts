import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dyffProgram, timeDyff } from './dyff';
import { modelFile, modelSpec, writeFleet } from '../synth/fleet';
import { medianOf, measurePlumbline } from '../synth/measure';
import { type Row, table } from '../synth/table';

const REPEATS = 3;

const { values: flags } = parseArgs({ args: process.argv.slice(2).filter((arg) => arg !== '--'), options: { models: { type: 'string', default: '1000' } } });
const models = Number(flags.models);
const root = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));

async function main(): Promise<void> {
  try {
    const dyff = await dyffProgram();
    process.stdout.write(`review, Node ${process.version}, medians of ${REPEATS} runs of a process each\n\n${table(rows(dyff))}\n`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function rows(dyff: string | undefined): Row[] {
  writeFleet(root, models, 1);
  writeFileSync(join(root, '.gitignore'), '.plumbline/\n');
  measurePlumbline(['synth'], root);
  git('init', '--quiet', '--initial-branch=main');
  commit('base');
  git('checkout', '--quiet', '-b', 'change');
  change([Math.floor(models / 2)], 3);
  const one = rowsOf(`1 of ${models} models changed`, 3000, dyff);
  change(Array.from({ length: models }, (_unused, index) => index), 1);
  return [...one, ...rowsOf(`all ${models} models changed`, 30_000, dyff)];
}

function rowsOf(what: string, goalMilliseconds: number, dyff: string | undefined): Row[] {
  const cold = medianOf(REPEATS, () => {
    rmSync(join(root, '.plumbline'), { recursive: true, force: true });
    return measurePlumbline(['review', '--format', 'markdown'], root);
  });
  const warm = medianOf(REPEATS, () => measurePlumbline(['review', '--format', 'markdown'], root));
  const lines = git('diff', 'main', '--', 'dist').split('\n').length;
  const start = performance.now();
  git('diff', 'main', '--', 'dist');
  const diff = performance.now() - start;
  const goal = (milliseconds: number) => `${(milliseconds / goalMilliseconds).toFixed(2)} x the goal of ${goalMilliseconds / 1000} s`;
  return [
    { what: `plumbline review, ${what}, no cache`, ...measured(cold), ratio: `${goal(cold.wallMilliseconds)}; ${cold.output.split('\n').length} lines` },
    { what: `plumbline review, ${what}`, ...measured(warm), ratio: goal(warm.wallMilliseconds) },
    { what: `git diff of dist/, ${what}`, milliseconds: diff, ratio: `${lines} lines` },
    ...dyff === undefined ? [] : [{ what: `dyff of dist/, ${what}`, ...timeDyff(dyff, manifests('main', 'before'), manifests('HEAD', 'after')) }],
  ];
}

/** All manifests of the models at a commit as one file, since dyff compares two files. */
function manifests(at: string, name: string): string {
  const folder = join(root, '.plumbline', name);
  mkdirSync(folder, { recursive: true });
  execFileSync('sh', ['-c', `git archive ${at} dist/models | tar -xf - -C "$0"`, folder], { cwd: root });
  const file = `${folder}.yaml`;
  execFileSync('sh', ['-c', 'for file in "$0"/dist/models/*/*.yaml; do echo ---; cat "$file"; done > "$1"', folder, file]);
  return file;
}

function measured({ wallMilliseconds, processorMilliseconds, peakMemoryMiB }: ReturnType<typeof measurePlumbline>) {
  return { milliseconds: wallMilliseconds, processorMilliseconds, peakMemoryMiB };
}

function change(indices: readonly number[], min: number): void {
  for (const index of indices) { writeFileSync(join(root, modelFile(index)), modelSpec(index, min)); }
  measurePlumbline(['synth'], root);
  commit(`min ${min}`);
}

function commit(message: string): void {
  git('add', '--all');
  git('-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message', message);
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 30 });
}

void main();
