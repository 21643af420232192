/** A leaf that is not the same; undefined where it is not there. */
export interface Difference {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** The leaves in which two plain values differ, in the order of their keys. A list without names is one leaf; one with names is a map of its items. */
export function differences(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  if (before === after) { return []; }
  const [left, right] = [fieldsOf(before), fieldsOf(after)];
  if (left === undefined || right === undefined) { return same(before, after) ? [] : [{ path, before, after }]; }
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  const found = keys.flatMap((key) => differences(own(left, key), own(right, key), [...path, key]));
  const isReordered = found.length === 0 && Array.isArray(before);
  return isReordered && !same(before, after) ? [{ path: [...path, '[order]'], before: Object.keys(left), after: Object.keys(right) }] : found;
}

/** The fields of a map; of a list of named things its items under their names. */
function fieldsOf(value: unknown): Record<string, unknown> | undefined {
  if (value === null || typeof value !== 'object') { return undefined; }
  if (!Array.isArray(value)) { return Object.keys(value).length === 0 ? undefined : value as Record<string, unknown>; }
  const names = value.map((item: unknown) => item !== null && typeof item === 'object' && 'name' in item ? item.name : undefined);
  const isNamed = names.length > 0 && names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
  return isNamed ? Object.fromEntries(names.map((name, index) => [`[${name}]`, value[index] as unknown])) : undefined;
}

export function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

function own(fields: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** `spec.containers[gateway].image`. */
export function pathText(path: readonly string[]): string {
  return path.map((part) => part.startsWith('[') ? part : `.${part}`).join('').replace(/^\./, '');
}
