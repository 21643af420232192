const constants = new WeakSet<object>();

/**
 * Marks a part of a manifest that is the same whatever the values are: made once, shared by everything that is rendered, and frozen so that
 * nobody's change reaches the others. A printer may remember what it printed for one.
 */
export function constant<T extends object>(part: T): T {
  constants.add(frozen(part));
  return part;
}

export function isConstant(part: object): boolean {
  return constants.has(part);
}

function frozen<T extends object>(part: T): T {
  for (const inner of Object.values(part) as unknown[]) {
    if (typeof inner === 'object' && inner !== null) { frozen(inner); }
  }
  return Object.freeze(part);
}
