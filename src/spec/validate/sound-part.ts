import type { Finding, SpecPath } from '../problem';

/** How often what is left may fail to fit again: a field, the list item around it, the list, the block around that. */
const MAX_CUTS = 5;

/**
 * What is left of a value that does not fit its schema when the fields that do not fit are cut out, and with them what cannot be without them;
 * `rest` is undefined where that is everything.
 * @param findingsOf what still does not fit
 */
export function soundPart(
  value: unknown, findings: readonly Finding[], findingsOf: (rest: unknown) => readonly Finding[],
): { readonly rest?: unknown; readonly removed: readonly Finding[] } {
  const rest: unknown = structuredClone(value);
  const removed: Finding[] = [];
  for (let misfits = findings, cut = 0; misfits.length > 0; misfits = findingsOf(rest), cut += 1) {
    if (cut === MAX_CUTS || misfits.some(({ path }) => path.length === 0)) { return { removed }; }
    removed.push(...misfits);
    // From the back, so that the places of list items that are still to go stay right.
    for (const { path } of [...misfits].sort((left, right) => byPath(right.path, left.path))) { remove(rest, path); }
  }
  return { rest, removed };
}

/**
 * Findings about blocks of the spec in which nothing was cut out. What is left of a block says little: a default may stand where a wrong
 * value stood.
 */
export function aboutSoundBlocks(findings: readonly Finding[], removed: readonly Finding[]): Finding[] {
  const unsound = new Set(removed.map(({ path }) => block(path)));
  return findings.filter(({ path }) => !unsound.has(block(path)));
}

/** `spec.scaling`, whether of the spec itself or of one of its overrides. */
function block(path: SpecPath): string {
  const inside = path[0] === 'spec' && path[1] === 'environments' ? ['spec', ...path.slice(3)] : path;
  return inside.slice(0, 2).join('.');
}

function remove(value: unknown, path: SpecPath): void {
  const parent = path.slice(0, -1).reduce<unknown>((inner, part) => (inner as Record<string | number, unknown> | undefined)?.[part], value);
  const last = path.at(-1);
  if (last === undefined || typeof parent !== 'object' || parent === null) { return; }
  if (Array.isArray(parent)) { parent.splice(Number(last), 1); } else { delete (parent as Record<string | number, unknown>)[last]; }
}

function byPath(left: SpecPath, right: SpecPath): number {
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) { return 1; }
    if (part !== other) { return typeof part === 'number' && typeof other === 'number' ? part - other : String(part) < String(other) ? -1 : 1; }
  }
  return left.length - right.length;
}
