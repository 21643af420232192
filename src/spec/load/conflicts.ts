import type { Position } from '../problem';

/** A place where git could not merge two sides, as it marks them in a file. */
interface Conflict extends Position {
  readonly message: string;
}

/**
 * The conflicts that a merge left in a text, in their order. Lines as git writes them (https://git-scm.com/docs/git-merge#_how_conflicts_are_presented):
 * `<<<<<<< ours`, perhaps `||||||| base`, `=======` and `>>>>>>> theirs`.
 */
export function conflictsIn(text: string): Conflict[] {
  if (!text.includes('<<<<<<< ')) return [];
  const found: Conflict[] = [];
  const lines = text.split(/\r?\n/);
  let ours: { line: number; name: string } | undefined;
  let middle: number | undefined;
  lines.forEach((content, index) => {
    const [, begun] = /^<{7} (.*)$/.exec(content) ?? [];
    const [, ended] = /^>{7} (.*)$/.exec(content) ?? [];
    if (begun !== undefined) {
      ours = { line: index + 1, name: begun };
      middle = undefined;
    } else if (ours !== undefined && content === '=======') {
      middle = index + 1;
    } else if (ours !== undefined && middle !== undefined && ended !== undefined) {
      const [first, second] = [`${ours.name} (to line ${middle})`, `${ended} (to line ${index + 1})`];
      found.push({ line: ours.line, column: 1, message: `a merge left both sides here, ${first} and ${second}; keep what is right and take the marks away` });
      ours = undefined;
    }
  });
  return found;
}
