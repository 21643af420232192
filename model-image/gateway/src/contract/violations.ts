/** One thing that is wrong with a request's data: where, what was found, what is allowed. */
export interface Violation {
  /** 1-based number of the row among the request's rows; absent where a whole column is concerned. */
  readonly row?: number;
  readonly column: string;
  readonly found: string;
  readonly allowed: string;
}

/** Enough to see what is wrong, little enough to keep an answer small however wrong a request is. */
const MAX_LISTED = 100;

/** Collects violations: all are counted, the first hundred are listed. */
export class Violations {
  readonly listed: Violation[] = [];
  count = 0;

  add(violation: Violation): void {
    this.count += 1;
    if (this.listed.length < MAX_LISTED) this.listed.push(violation);
  }
}

/** A value as an error quotes it: short, in one line, and never a whole payload. */
export function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number too large for a double';
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
