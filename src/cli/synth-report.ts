import { counted } from './words';
import type { Plan } from '../render/plan';
import type { PreparedSynth } from '../render/synth';

/** One line for each file that is not what the specs say, sorted by path. */
export function differences({ writes, removals, leftBehind, obstacles }: Plan): string[] {
  const found = [
    ...writes.map(({ path, reason }) => ({ path, reason: reason as string })),
    ...obstacles.map(({ file }) => ({ path: file, reason: 'in the way' })),
    ...[...removals, ...leftBehind].map((path) => ({ path, reason: 'extra' })),
  ];
  return found.sort((left, right) => (left.path < right.path ? -1 : 1)).map(({ path, reason }) => `${reason.padEnd('different'.length)}  ${path}`);
}

/** `42 files written, 3 removed, 1,000 models in 2 environments`. */
export function summary({ repository }: PreparedSynth, plan: Plan, mode: 'write' | 'check'): string {
  const specs = `${counted(repository.models.length, 'model')} in ${counted(repository.environments.length, 'environment')}`;
  const removed = plan.removals.length + plan.leftBehind.length;
  const different = plan.writes.length + plan.obstacles.length + removed;
  if (different === 0) { return `${counted(plan.unchanged, 'file')} up to date, ${specs}`; }
  if (mode === 'check') { return `${counted(different, 'file')} not as the specs say; run npx projen synth and commit dist/`; }
  const parts = [plan.writes.length > 0 ? `${counted(plan.writes.length, 'file')} written` : '', removed > 0 ? `${counted(removed, 'file')} removed` : '', specs];
  return parts.filter((part) => part !== '').join(', ');
}

/** For machines: everything the summary counts, by path. */
export function jsonReport({ repository }: PreparedSynth, plan: Plan) {
  const written = (reason: string) => plan.writes.filter((write) => write.reason === reason).map(({ path }) => path);
  return {
    errors: plan.obstacles,
    warnings: repository.warnings,
    missing: written('missing'),
    different: written('different'),
    extra: [...plan.removals, ...plan.leftBehind],
    unchanged: plan.unchanged,
    models: repository.models.length,
    environments: repository.environments.length,
  };
}
