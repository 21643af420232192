import type { ModelChange } from './model-changes';
import { bySeverity } from './statement';

/** Changes that read alike: one model in several environments, or many models that one change of their environment reaches. */
export interface ChangeGroup {
  /** The one that stands for all. */
  readonly first: ModelChange;
  readonly models: readonly string[];
  readonly environments: readonly string[];
}

/** The gravest first; among equals by name. */
export function groupChanges(changes: readonly ModelChange[]): ChangeGroup[] {
  const perModel = grouped(changes.map((change) => ({ first: change, models: [change.name], environments: [change.environment] })), ({ first }) => `${first.name}\n${meaning(first)}`);
  const groups = grouped(perModel, ({ first, environments }) => `${environments.join(' ')}\n${meaning(first)}`);
  return groups.sort((left, right) => {
    const [a, b] = [left.first.statements.at(0), right.first.statements.at(0)];
    return (a && b ? bySeverity(a, b) : 0) || (left.first.name < right.first.name ? -1 : 1);
  });
}

function grouped(groups: readonly ChangeGroup[], keyOf: (group: ChangeGroup) => string): ChangeGroup[] {
  const merged = new Map<string, { first: ModelChange; models: Set<string>; environments: Set<string> }>();
  for (const group of groups) {
    const key = keyOf(group);
    const there = merged.get(key) ?? { first: group.first, models: new Set(), environments: new Set() };
    group.models.forEach((name) => there.models.add(name));
    group.environments.forEach((name) => there.environments.add(name));
    merged.set(key, there);
  }
  return [...merged.values()].map(({ first, models, environments }) => ({ first, models: [...models], environments: [...environments] }));
}

/** What is said of a change, whatever the model and the environment are called. */
function meaning({ name, environment, change, restarts, statements, before, after }: ModelChange): string {
  const size = before && after ? [after.scaling.max - before.scaling.max] : [];
  return JSON.stringify([change, restarts, size, statements.map(({ rule, text }) => [rule, text])]).replaceAll(name, '\u0000').replaceAll(environment, '\u0001');
}
