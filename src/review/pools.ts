import { type Fleet, planNodes, type PlannedPool } from '../azure';
import { caution, info, type Said, type Statement } from './statement';
import { fromTo, listed, quantity, signed } from './wording';

/** What becomes of an environment's nodes, as the planner of its pools has it. */
export interface NodeChange {
  readonly statements: readonly Statement[];
  /** Nodes more (or less) for the models' pods at rest and under full load. */
  readonly atRest: number;
  readonly atPeak: number;
  /** Pools that are there on either side, for what they cost. */
  readonly pools: readonly PoolChange[];
}

export interface PoolChange {
  readonly vmSize: string;
  readonly minCount: number;
  readonly maxCount: number;
}

export const NO_NODE_CHANGE: NodeChange = { statements: [], atRest: 0, atPeak: 0, pools: [] };

export function nodeChange(before: Fleet | undefined, after: Fleet | undefined): NodeChange {
  const [old, now] = [poolsOf(before), poolsOf(after)];
  const changes = [...new Set([...old.keys(), ...now.keys()])].map((name) => ({ name, was: old.get(name), is: now.get(name) }));
  const sum = (count: (pool: PlannedPool) => number) =>
    changes.reduce((total, { was, is }) => total + (is ? count(is) : 0) - (was ? count(was) : 0), 0);
  const said = before === undefined || after === undefined ? [] : changes.flatMap(({ was, is }) => poolChange(was, is));
  return {
    statements: said.map((each) => ({ rule: 'nodes', section: 'cluster', ...each })),
    atRest: sum(({ nodesAtRest, minCount }) => nodesAtRest ?? minCount),
    atPeak: sum(({ nodesUnderFullLoad, maxCount }) => nodesUnderFullLoad ?? maxCount),
    pools: changes.map(({ was, is }) => ({
      vmSize: (is ?? was)!.vmSize,
      minCount: (is?.minCount ?? 0) - (was?.minCount ?? 0),
      maxCount: (is?.maxCount ?? 0) - (was?.maxCount ?? 0),
    })),
  };
}

function poolsOf(fleet: Fleet | undefined): Map<string, PlannedPool> {
  return new Map(fleet === undefined ? [] : planNodes(fleet).pools.map((pool) => [pool.name, pool]));
}

function poolChange(was: PlannedPool | undefined, is: PlannedPool | undefined): Said[] {
  if (was === undefined && is !== undefined) {
    return [caution(`new pool ${poolText(is)}: ${boundsOf(is)}, for ${listed(is.models, 5) || 'no model yet'}`, 'a node pool is made')];
  }
  if (is === undefined && was !== undefined) {
    return [caution(`pool ${poolText(was)} goes; the pods of ${listed(was.models, 5) || 'no model'} ran there`, 'a node pool goes')];
  }
  if (was === undefined || is === undefined) { return []; }
  const peak = (is.nodesUnderFullLoad ?? is.maxCount) - (was.nodesUnderFullLoad ?? was.maxCount);
  const rest = (is.nodesAtRest ?? is.minCount) - (was.nodesAtRest ?? was.minCount);
  if (peak === 0 && rest === 0 && was.minCount === is.minCount && was.maxCount === is.maxCount) { return []; }
  const text = `pool ${poolText(is)}: ${signed(rest)} at rest and ${signed(peak)} at peak; ${boundsOf(was) === boundsOf(is) ? `its bounds stay (${boundsOf(is)})` : `its bounds ${fromTo(boundsOf(was), boundsOf(is))}`}`;
  return [info(text)];
}

function boundsOf({ minCount, maxCount }: PlannedPool): string {
  return `${minCount === maxCount ? '' : `${minCount} to `}${quantity(maxCount, 'node')}`;
}

function poolText({ name, vmSize }: PlannedPool): string {
  return `${name} (${vmSize})`;
}
