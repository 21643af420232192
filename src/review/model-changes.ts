import { judgeModel, judgeObjects, judgePresence } from './judge';
import type { Manifest } from './manifest';
import { type ObjectChanges, objectChanges, renamedTitles, restarts } from './object-changes';
import { pairModels } from './pairing';
import type { EnvironmentSide } from './side';
import { bySeverity, type Statement } from './statement';
import type { ScoringValues } from '../spec';

/** A model in an environment that is not what it was. */
export interface ModelChange {
  readonly name: string;
  readonly from?: string;
  readonly environment: string;
  readonly change: 'added' | 'removed' | 'renamed' | 'changed';
  readonly before?: ScoringValues;
  readonly after?: ScoringValues;
  /** The gravest first. */
  readonly statements: readonly Statement[];
  /** Whether running pods are replaced. */
  readonly restarts: boolean;
  readonly objects: ObjectChanges;
}

/** The objects of a model by their titles. */
export type RenderModel = (values: ScoringValues) => ReadonlyMap<string, Manifest>;

/** An environment on one side of a change, and the other environments there, for models that move. */
export interface EnvironmentPair {
  readonly name: string;
  readonly before?: EnvironmentSide;
  readonly after?: EnvironmentSide;
}

/** Models of an environment that came, went or changed, sorted by name. */
export function modelChanges({ name, before, after }: EnvironmentPair, others: readonly EnvironmentPair[], render: RenderModel): ModelChange[] {
  return pairModels(before?.models, after?.models).flatMap((pair): ModelChange[] => {
    const [old, now] = [pair.before, pair.after];
    if (old !== undefined && now !== undefined && pair.from === undefined && JSON.stringify(old) === JSON.stringify(now)) { return []; }
    const change = old === undefined ? 'added' : now === undefined ? 'removed' : pair.from === undefined ? 'changed' : 'renamed';
    const elsewhere = movedTo(pair.name, change, name, others);
    const presence = change === 'changed' ? [] : judgePresence({ kind: 'model', name: pair.name, change, from: pair.from, elsewhere, before: old, after: now });
    const [left, right] = [objectsOf(old, render), objectsOf(now, render)];
    const renaming = pair.from === undefined ? undefined : { from: pair.from, to: pair.name };
    const statements = [
      ...presence,
      ...old !== undefined && now !== undefined ? judgeModel(old, now) : [],
      // What a new model's objects let out is what every model's do; what goes with a namespace is said once, and a new name selects anew.
      ...change === 'removed' ? [] : judgeObjects(renaming === undefined ? left : renamedTitles(left, renaming), right)
        .filter(({ rule }) => !(change === 'added' && rule === 'egress') && !(change === 'renamed' && rule === 'selector')),
    ].sort(bySeverity);
    return [{
      name: pair.name,
      ...pair.from === undefined ? {} : { from: pair.from },
      environment: name,
      change,
      before: old,
      after: now,
      statements,
      restarts: change !== 'added' && change !== 'removed' && (change === 'renamed' || restarts(left, right)),
      objects: objectChanges(left, right, renaming),
    }];
  });
}

function objectsOf(values: ScoringValues | undefined, render: RenderModel): ReadonlyMap<string, Manifest> {
  return values === undefined ? new Map() : render(values);
}

/** Environments that a model which is gone came to, or that one which came has left. */
function movedTo(model: string, change: ModelChange['change'], here: string, others: readonly EnvironmentPair[]): string[] {
  if (change !== 'added' && change !== 'removed') { return []; }
  const [from, to] = change === 'removed' ? ['before', 'after'] as const : ['after', 'before'] as const;
  const runs = (side?: EnvironmentSide) => side?.models.has(model) === true;
  return others.filter((other) => other.name !== here && runs(other[to]) && !runs(other[from])).map(({ name }) => name);
}
