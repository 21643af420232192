import { Comparison } from './comparison';
import type { Plan } from './plan';
import type { RenderMemory } from './render-memory';
import type { Render } from './renderer';
import { type Area, Scan } from './scan';
import type { Unit } from './unit';

export interface PlanOptions {
  readonly root: string;
  readonly units: readonly Unit[];
  /** Where every rendered file is to be accounted for; each unit lies in one of them. */
  readonly areas: readonly Area[];
  /** Asked for only when there is something to render. */
  readonly loadRender: () => Promise<Render>;
  /** What earlier runs rendered, to skip what has not changed. */
  readonly memory: RenderMemory;
  /** Called ahead of each unit that is rendered, with the number of those done and of all. */
  readonly onUnit?: (done: number, all: number) => void;
}

/** Compares what the units render with what is on the disk; reads, and writes nothing. */
export async function planSynth({ root, units, areas, loadRender, memory, onUnit }: PlanOptions): Promise<Plan> {
  const scan = new Scan(root);
  const blockers = areas.map((area) => scan.add(area));
  const reachable = units.filter((unit) => {
    const blocker = scan.blocker(unit.folder);
    blockers.push(blocker);
    return blocker === undefined;
  });
  const comparison = new Comparison(root, scan);
  const stale = reachable.filter((unit) => !comparison.addRemembered(unit.folder, memory.recall(unit)));
  if (stale.length > 0) {
    const render = await loadRender();
    for (const [index, unit] of stale.entries()) {
      onUnit?.(index, stale.length);
      const files = render(unit);
      memory.remember(unit, files);
      comparison.addRendered(unit.folder, files);
    }
  }
  return comparison.finish(new Set(blockers.filter((blocker) => blocker !== undefined)));
}
