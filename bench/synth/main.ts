import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCdk8sApp, OUTPUTS } from './cdk8s-app';
import { modelFile, modelSpec, writeFleet } from './fleet';
import { type Measurement, measurePlumbline, medianOf } from './measure';
import { type Row, table } from './table';

const REPOSITORY = join(__dirname, '..', '..');
const REPEATS = 3;

const { values: flags } = parseArgs({ args: process.argv.slice(2).filter((arg) => arg !== '--'), options: { 'models': { type: 'string', default: '1000' }, 'skip-cdk8s': { type: 'boolean', default: false } } });
const models = Number(flags.models);
const fewer = Math.max(1, Math.round(models / 10));
const workspace = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
try {
  process.stdout.write(`synth, Node ${process.version}, medians of ${REPEATS} runs of a process each (cdk8s: one run), by processor time\n\n${table(rows())}\n`);
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

function rows(): Row[] {
  const one = fleet('one', models, 1);
  const cold = measureCold(one);
  const two = measureCold(fleet('two', models, 2));
  const few = measureCold(fleet('few', fewer, 1));
  measurePlumbline(['synth'], one);
  const nothing = medianOf(REPEATS, () => measurePlumbline(['synth'], one));
  const oneChanged = medianOf(REPEATS, changeOne(one));
  const sample = fleet('sample', 0, 0);
  for (const folder of ['models', 'environments']) { cpSync(join(REPOSITORY, folder), join(sample, folder), { recursive: true }); }
  measurePlumbline(['synth'], sample);
  return [
    ...flags['skip-cdk8s'] ? [] : cdk8sRows(one, cold),
    row(`plumbline synth, ${models} models, cold`, cold),
    row(`plumbline synth, ${models} models in 2 environments, cold`, two, `${ratio(two, cold)} x one environment`),
    row(`plumbline synth, ${fewer} models, cold`, few, `at ${models} a model costs ${perModel(cold, few)} x this`),
    row(`plumbline synth, ${models} models, 1 changed`, oneChanged, `${ratio(cold, oneChanged)} x faster than cold`),
    row(`plumbline synth, ${models} models, nothing changed`, nothing),
    row('plumbline synth on the sample, nothing changed', medianOf(REPEATS, () => measurePlumbline(['synth'], sample))),
    { what: 'npx projen synth on the sample, nothing changed', milliseconds: median(() => wallOf('npx', ['projen', 'synth', '--root', sample])) },
  ];
}

function cdk8sRows(root: string, cold: Measurement): Row[] {
  return OUTPUTS.map((output) => {
    const app = measureCdk8sApp(root, output);
    return {
      what: `cdk8s App.synth(), ${models} charts of the same constructs, ${output}`,
      milliseconds: app.synthMilliseconds,
      processorMilliseconds: app.synthProcessorMilliseconds,
      peakMemoryMiB: app.peakMemoryMiB,
      ratio: `${(app.synthMilliseconds / cold.wallMilliseconds).toFixed(1)} x plumbline synth, cold (processor ${(app.synthProcessorMilliseconds / cold.processorMilliseconds).toFixed(1)} x)`,
    };
  });
}

function fleet(name: string, count: number, environments: number): string {
  const root = join(workspace, name);
  writeFleet(root, count, environments);
  return root;
}

/** No dist/, no cache: the first run on a clone. */
function measureCold(root: string): Measurement {
  return medianOf(REPEATS, () => {
    for (const folder of ['dist', '.plumbline']) { rmSync(join(root, folder), { recursive: true, force: true }); }
    return measurePlumbline(['synth'], root);
  });
}

function changeOne(root: string): () => Measurement {
  let min = 2;
  return () => {
    min += 1;
    writeFileSync(join(root, modelFile(Math.floor(models / 2))), modelSpec(Math.floor(models / 2), min));
    return measurePlumbline(['synth'], root);
  };
}

function row(what: string, { wallMilliseconds, processorMilliseconds, peakMemoryMiB }: Measurement, ratioText?: string): Row {
  return { what, milliseconds: wallMilliseconds, processorMilliseconds, peakMemoryMiB, ratio: ratioText };
}

/** Of wall times, and of processor times: on a busy machine the second says more. */
function ratio(left: Measurement, right: Measurement, factor = 1): string {
  const wall = factor * left.wallMilliseconds / right.wallMilliseconds;
  return `${wall.toFixed(2)} (processor ${(factor * left.processorMilliseconds / right.processorMilliseconds).toFixed(2)})`;
}

function perModel(many: Measurement, few: Measurement): string {
  return ratio(many, few, fewer / models);
}

function wallOf(command: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: REPOSITORY, encoding: 'utf8' });
  if (status !== 0) { throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`); }
  return performance.now() - start;
}

function median(measure: () => number): number {
  return Array.from({ length: REPEATS }, measure).sort((left, right) => left - right)[Math.floor(REPEATS / 2)];
}
