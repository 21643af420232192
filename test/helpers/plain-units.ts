import { applyPlan } from '../../src/render/apply';
import { header } from '../../src/render/header';
import type { Plan } from '../../src/render/plan';
import { planSynth } from '../../src/render/plan-synth';
import { RenderMemory } from '../../src/render/render-memory';
import type { Render } from '../../src/render/renderer';
import type { Area } from '../../src/render/scan';
import type { Unit } from '../../src/render/unit';

/** A unit whose values are the texts of its files. */
export function plainUnit(folder: string, files: Readonly<Record<string, string>>): Unit {
  return { chart: 'model', folder, sources: ['models/x.yaml'], values: files };
}

export const plainRender: Render = ({ folder, sources, values }) =>
  new Map(Object.entries(values as Record<string, string>).map(([name, text]) => [name, header(`${folder}/${name}`, sources) + text]));

/** The text that a unit's file has on the disk. */
export function rendered(unit: Unit, name: string): string {
  return plainRender(unit).get(name)!;
}

export function plan(root: string, units: readonly Unit[], areas: readonly Area[] = [{ folder: 'dist/models' }], memory = new RenderMemory()): Promise<Plan> {
  return planSynth({ root, units, areas, loadRender: async () => plainRender, memory });
}

export async function synth(root: string, units: readonly Unit[], areas?: readonly Area[]): Promise<Plan> {
  const planned = await plan(root, units, areas);
  await applyPlan(root, planned);
  return planned;
}
