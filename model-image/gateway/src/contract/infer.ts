import type { ColumnType } from './column';
import { readDouble, Refusal } from './values';
import { quote, type Violations } from './violations';

type Inferred = Extract<ColumnType, 'double' | 'logical' | 'string'>;

const LOGICAL_TEXT = /^(?:TRUE|FALSE|true|false|T|F)$/;

/** The type that a column of unknown type has in this request: all its values must be of one kind. */
export function inferColumn(name: string, values: readonly unknown[], text: boolean, violations: Violations): Inferred {
  return text ? inferText(values) : inferJson(name, values, violations);
}

function inferText(values: readonly unknown[]): Inferred {
  const present = values.filter((value) => value !== null && value !== undefined);
  if (present.length === 0) return 'logical';
  if (present.every((value) => LOGICAL_TEXT.test(value as string))) return 'logical';
  return present.every((value) => !(readDouble(value, 'text') instanceof Refusal)) ? 'double' : 'string';
}

function inferJson(name: string, values: readonly unknown[], violations: Violations): Inferred {
  let found: Inferred | undefined;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    if (value === null || value === undefined) continue;
    const kind = kindOf(value);
    if (kind === undefined || (found !== undefined && kind !== found)) {
      violations.add({ row: row + 1, column: name, found: quote(value), allowed: found === undefined ? 'a number, a string, true or false' : `a ${found}, like the rows before it` });
      return found ?? 'logical';
    }
    found = kind;
  }
  return found ?? 'logical';
}

function kindOf(value: unknown): Inferred | undefined {
  switch (typeof value) {
    case 'number': return 'double';
    case 'boolean': return 'logical';
    case 'string': return 'string';
    default: return undefined;
  }
}
