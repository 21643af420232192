import { isDeepStrictEqual } from 'node:util';
import { MANAGER, type KubernetesObject } from '../kubernetes/api';

/** What an object says and who says it, without what the server counts and controllers report. */
export function owned({ status: _, metadata, ...rest }: KubernetesObject): object {
  const { resourceVersion: __, managedFields = [], ...kept } = metadata;
  const ours = managedFields.filter(({ manager, subresource }) => manager === MANAGER && subresource === undefined);
  return { ...rest, metadata: { ...kept, managedFields: ours } };
}

const UNITS: Readonly<Record<string, number>> = { '': 1, 'm': 1e-3, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30, 'Ti': 2 ** 40 };

/**
 * Fields of `wanted` that `found` does not have or has otherwise, each as `path: wanted -> found`; what `found` has beside is left out. The same
 * quantity in other words is no difference, nor is an empty text that the server leaves out.
 */
export function differences(wanted: unknown, found: unknown, path = ''): string[] {
  if (isDeepStrictEqual(wanted, found) || (wanted === '' && found === undefined) || isSameQuantity(wanted, found)) { return []; }
  if (Array.isArray(wanted) && Array.isArray(found) && wanted.length === found.length) {
    return wanted.flatMap((item, index) => differences(item, found[index], `${path}[${index}]`));
  }
  if (isMap(wanted) && isMap(found)) {
    return Object.keys(wanted).flatMap((key) => differences(wanted[key], found[key], path === '' ? key : `${path}.${key}`));
  }
  return [`${path}: ${JSON.stringify(wanted)} -> ${JSON.stringify(found)}`];
}

function isSameQuantity(wanted: unknown, found: unknown): boolean {
  const [left, right] = [quantity(wanted), quantity(found)];
  return left !== undefined && left === right;
}

function quantity(value: unknown): number | undefined {
  const [, digits, unit] = /^(\d+)(m|k|M|G|Ki|Mi|Gi|Ti|)$/.exec(String(value)) ?? [];
  return digits === undefined ? undefined : Number(digits) * UNITS[unit];
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
