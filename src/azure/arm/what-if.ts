import type { WhatIfChange, WhatIfOperationResult, WhatIfPropertyChange } from '@azure/arm-resourcesdeployments';
import type { ArmConnection } from './connect';
import { requestOf } from './deploy';
import type { DeploymentPlan } from './deployment-plan';
import { RefusedOperation } from './failure';
import { fixedProperty } from './fixed-properties';
import { parseResourceId, resourceInWords } from '../resource-id';
import { noiseIn, type PropertyChangeType, type PropertyDifference } from './what-if-noise';

/** What a deployment would do to a property. */
export interface PropertyPrediction extends PropertyDifference {
  /** Why it would do nothing all the same; undefined for a difference that is one. */
  readonly noise?: string;
  /** Why Azure refuses it where the resource is not made anew; undefined for one that it takes. */
  readonly replaces?: string;
  /** An element of a list goes. */
  readonly removesElement: boolean;
}

/** What a deployment would do to a resource. */
export interface ResourcePrediction {
  readonly id: string;
  readonly inWords: string;
  readonly effect: 'create' | 'delete' | 'modify' | 'none' | 'unknown';
  readonly properties: readonly PropertyPrediction[];
  /** Why nothing could be predicted; empty otherwise. */
  readonly reason: string;
}

export interface Prediction {
  /** Sorted by effect, then by id. */
  readonly resources: readonly ResourcePrediction[];
  /** What Azure remarks besides, in its own words. */
  readonly remarks: readonly string[];
}

export interface PredictOptions {
  readonly signal?: AbortSignal;
  readonly pollMilliseconds?: number;
}

/**
 * Asks Azure what a deployment would do, without doing it.
 * @throws RefusedOperation when it can't tell, such as for a template that it refuses
 */
export async function predict({ deployments }: ArmConnection, plan: DeploymentPlan, options: PredictOptions = {}): Promise<Prediction> {
  const { signal, pollMilliseconds } = options;
  const { properties } = requestOf(plan);
  const parameters = { properties: { ...properties, whatIfSettings: { resultFormat: 'FullResourcePayloads' as const } } };
  const result = await deployments.deployments
    .whatIf(plan.resourceGroup, plan.name, parameters, { abortSignal: signal, updateIntervalInMs: pollMilliseconds })
    .pollUntilDone({ abortSignal: signal });
  // A what-if that failed is answered like one that did not.
  if (result.error !== undefined) { throw new RefusedOperation(result.error); }
  return predictionOf(result);
}

const ORDER: readonly ResourcePrediction['effect'][] = ['delete', 'modify', 'create', 'unknown', 'none'];

/** Azure's answer, with what is noise told apart. */
export function predictionOf({ changes = [], potentialChanges = [], diagnostics = [] }: WhatIfOperationResult): Prediction {
  const resources = [...changes, ...potentialChanges]
    // What is in the group and not in the template is not touched, and the modules themselves are no resource.
    .filter(({ changeType, resourceId = '' }) => changeType !== 'Ignore' && !/\/Microsoft\.Resources\/deployments\/[^/]+$/i.test(resourceId))
    .map(resourcePrediction);
  const rank = ({ effect }: ResourcePrediction) => ORDER.indexOf(effect);
  return {
    resources: resources.sort((left, right) => rank(left) - rank(right) || (left.id < right.id ? -1 : 1)),
    remarks: diagnostics.map(({ level, message }) => `${level}: ${message}`),
  };
}

function resourcePrediction({ resourceId: id = '', changeType, unsupportedReason = '', delta = [] }: WhatIfChange): ResourcePrediction {
  const type = parseResourceId(id)?.type ?? '';
  const properties = changeType === 'Modify' ? delta.flatMap((change) => flattened(change, '', false)).map((difference) => judged(type, difference)) : [];
  return { id, inWords: resourceInWords(id), effect: effectOf(changeType, properties), properties, reason: changeType === 'Unsupported' ? unsupportedReason : '' };
}

function effectOf(changeType: WhatIfChange['changeType'], properties: readonly PropertyPrediction[]): ResourcePrediction['effect'] {
  switch (changeType) {
    case 'Create': return 'create';
    case 'Delete': return 'delete';
    case 'NoChange': return 'none';
    case 'Modify': return properties.every(({ noise }) => noise !== undefined) ? 'none' : 'modify';
    // Deploy: the resource is there, and nobody could tell whether it changes.
    default: return 'unknown';
  }
}

type Difference = PropertyDifference & Pick<PropertyPrediction, 'removesElement'>;

function judged(type: string, difference: Difference): PropertyPrediction {
  const noise = noiseIn(type, difference)?.reason;
  if (noise !== undefined) { return { ...difference, noise }; }
  const replaces = fixedProperty(type, difference);
  return { ...difference, ...replaces === undefined ? {} : { replaces } };
}

/** A tree of changes as one list, each with its whole path; an element of a list by its number. */
function flattened(change: WhatIfPropertyChange, parent: string, inList: boolean): Difference[] {
  const path = inList ? `${parent}[${change.path}]` : parent === '' ? change.path : `${parent}.${change.path}`;
  const type = change.propertyChangeType as PropertyChangeType;
  const { children = [] } = change;
  if (children.length > 0) { return children.flatMap((child) => flattened(child, path, type === 'Array')); }
  return [{ path, change: type, before: change.before as unknown, after: change.after as unknown, removesElement: inList && type === 'Delete' }];
}

/** What would be lost: resources that go, those that would have to be made anew, and elements of lists that go. */
export function losses({ resources }: Prediction): string[] {
  return resources.flatMap(({ effect, inWords, properties }) => [
    ...effect === 'delete' ? [`${inWords} is deleted`] : [],
    ...properties.filter(({ noise }) => noise === undefined).flatMap(({ path, replaces, removesElement }) => {
      if (replaces !== undefined) { return [`${inWords} would have to be made anew: ${replaces}`]; }
      return removesElement ? [`${inWords} loses ${path}`] : [];
    }),
  ]);
}
