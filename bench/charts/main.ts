import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chartTemplates } from '../../src/render/chart-templates';
import { createRender } from '../../src/render/renderer';
import { helmUnits, modelUnit, type Unit } from '../../src/render/unit';
import { loadRepository } from '../../src/spec/load/load-repository';
import { writeFleet } from '../synth/fleet';
import { type Row, table } from '../synth/table';

const REPEATS = 5;

const { values: flags } = parseArgs({ args: process.argv.slice(2).filter((arg) => arg !== '--'), options: { models: { type: 'string', default: '1000' } } });
const templates = chartTemplates();

interface Cost {
  readonly milliseconds: number;
  /** Of the processor: on a machine that others work on, the clock says little. */
  readonly processorMilliseconds: number;
}

/** Renders a fleet's charts beside its YAML, in memory: what a run costs before the disk does. */
function rowsOf(models: number): Row[] {
  const units = unitsOf(models);
  const yaml = median(units.filter(({ chart }) => chart === 'model'));
  const charts = median(units.filter(({ chart }) => chart.startsWith('helm')));
  const ratio = charts.processorMilliseconds / yaml.processorMilliseconds;
  return [
    { what: `YAML of ${models} models in one environment`, ...yaml },
    { what: `charts of ${models} models`, ...charts, ratio: `${ratio.toFixed(2)} x the YAML, ${(charts.processorMilliseconds / models).toFixed(2)} ms a chart` },
  ];
}

function unitsOf(models: number): Unit[] {
  const root = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  try {
    writeFleet(root, models, 1);
    const { placements } = loadRepository(root, { today: '2026-11-01' });
    return placements.flatMap(({ values }) => {
      const { name, version } = values;
      return [modelUnit(values), ...helmUnits({ name, version, placements: [values] })];
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function median(units: readonly Unit[]): Cost {
  const costs = Array.from({ length: REPEATS }, () => cost(units));
  return costs.sort((left, right) => left.processorMilliseconds - right.processorMilliseconds)[Math.floor(REPEATS / 2)];
}

function cost(units: readonly Unit[]): Cost {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const render = createRender(templates);
  for (const unit of units) { render(unit); }
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: performance.now() - start, processorMilliseconds: (user + system) / 1000 };
}

const largest = Number(flags.models);
const sizes = [largest / 4, largest / 2, largest].map(Math.round);
process.stdout.write(`rendering, Node ${process.version}, medians of ${REPEATS}\n\n${table(sizes.flatMap(rowsOf))}\n`);
