import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { HelmObject } from './helm';
import { render, writeChart } from './write-chart';
import { modelUnit } from '../../src/render/unit';
import { loadRepository } from '../../src/spec/load/load-repository';
import type { ScoringValues } from '../../src/spec/values';

export { writeChart } from './write-chart';

const ROOT = resolve(__dirname, '..', '..');

/** The sample models, in each of their environments. */
export const samples = loadRepository(ROOT, { today: '2026-11-01' });

/** Folders for one suite's charts, removed after it. */
export function workspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-helm-'));
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
  return folder;
}

/** Writes the charts of the sample models. @returns the folder that they are in, by model */
export function writeSamples(folder: string): string {
  for (const { value: { metadata: { name, version } } } of samples.models) {
    writeChart(folder, { name, version, placements: samples.placements.map(({ values }) => values).filter((values) => values.name === name) });
  }
  return join(folder, 'dist', 'charts');
}

/** The objects that Flux gets for these values. */
export function manifests(values: ScoringValues): HelmObject[] {
  return [...render(modelUnit(values))].flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS() as HelmObject));
}

/** Objects in an order that says nothing of where they came from. */
export function ordered(objects: readonly HelmObject[]): HelmObject[] {
  const key = ({ apiVersion, kind, metadata }: HelmObject) => `${apiVersion} ${kind} ${metadata.name}`;
  return [...objects].sort((left, right) => (key(left) < key(right) ? -1 : 1));
}
