import { type Prediction, resourceChanges } from './azure/resource-changes';
import { identityChanges, type ParameterChange, parameterChanges } from './azure-changes';
import { costChange, type PriceTable } from './costs';
import { judgeEnvironment, judgeObjects, judgePresence } from './judge';
import type { Manifest } from './manifest';
import { type ObjectChanges, objectChanges } from './object-changes';
import type { Pair } from './pairing';
import { type NodeChange, NO_NODE_CHANGE, nodeChange } from './pools';
import type { EnvironmentSide } from './side';
import { bySeverity, type Statement } from './statement';
import { azureFindings } from '../azure';

/** What is the environment's own: its fields, its nodes, its resources in Azure and what its models share. */
export interface EnvironmentChange {
  readonly name: string;
  readonly from?: string;
  readonly change: 'added' | 'removed' | 'renamed' | 'changed';
  readonly statements: readonly Statement[];
  readonly nodes: NodeChange;
  readonly parameters: readonly ParameterChange[];
  readonly objects: ObjectChanges;
  /** The resources in Azure, line by line, where a Bicep CLI evaluated them. */
  readonly resources: readonly string[];
  /** What the nodes cost more or less, where a price table is given. */
  readonly cost?: string;
}

/** The objects that the models of an environment share, by their titles. */
export type RenderPlatform = (side: EnvironmentSide) => ReadonlyMap<string, Manifest>;

/** What is different about an environment, or nothing. */
export function environmentChange(
  { name, from, before, after }: Pair<EnvironmentSide>, renderPlatform: RenderPlatform, prices: PriceTable | undefined, prediction?: Prediction,
): EnvironmentChange[] {
  const resources = prediction === undefined ? { statements: [], lines: [] } : resourceChanges(prediction);
  if (from === undefined && resources.lines.length === 0 && JSON.stringify(before?.fleet) === JSON.stringify(after?.fleet)) { return []; }
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : from === undefined ? 'changed' : 'renamed';
  const objectsOf = (side: EnvironmentSide | undefined) => side === undefined ? new Map<string, Manifest>() : renderPlatform(side);
  const [left, right] = [objectsOf(before), objectsOf(after)];
  const nodes = before !== undefined && after !== undefined ? nodeChange(before.fleet, after.fleet) : NO_NODE_CHANGE;
  const statements = [
    ...change === 'changed' ? [] : judgePresence({ kind: 'environment', name, change, from, elsewhere: [] }),
    ...before !== undefined && after !== undefined
      ? [...judgeEnvironment(before.environment, after.environment), ...identityChanges(before.fleet, after.fleet), ...judgeObjects(left, right)]
      : [],
    ...nodes.statements,
    ...resources.statements,
    ...after === undefined ? [] : newWarnings(before, after),
  ].sort(bySeverity);
  const objects = objectChanges(left, right);
  const parameters = parameterChanges(before?.fleet, after?.fleet);
  if (statements.length === 0 && objects.objects.length === 0 && parameters.length === 0) { return []; }
  const cost = prices === undefined ? undefined : costChange(nodes, prices);
  const renamed = from === undefined ? {} : { from };
  return [{ name, ...renamed, change, statements, nodes, parameters, objects, resources: resources.lines, ...cost === undefined ? {} : { cost } }];
}

/** What Azure could not hold and could before. */
function newWarnings(before: EnvironmentSide | undefined, after: EnvironmentSide): Statement[] {
  const old = new Set(before === undefined ? [] : azureFindings(before.fleet).map(({ message }) => message));
  return azureFindings(after.fleet).filter(({ message }) => !old.has(message))
    .map(({ message }) => ({ rule: 'azure-limits', section: 'cluster', severity: 'caution', text: message, because: 'the nodes do not suffice under full load' }));
}

