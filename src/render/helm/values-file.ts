import { toYaml } from '../yaml';
import { type DescribedValue, describedValues } from './described-values';

type Values = Readonly<Record<string, unknown>>;

/** values.yaml: every value under a comment that says what it is, in the order of the schema. */
export function valuesYaml(values: object): string {
  return describedValues().map((described) => entry(described, values as Values)).join('\n');
}

function entry({ name, comment, indent, section }: DescribedValue, values: Values): string {
  if (section !== undefined) { return `${comment}${indent}${name}:\n${section.map((inner) => entry(inner, values[name] as Values)).join('')}`; }
  const text = toYaml({ [name]: values[name] });
  return comment + (indent === '' ? text : text.replaceAll(/^(?=.)/gm, indent));
}

/** What has to be laid over one environment's values to make another's. Helm merges maps, replaces lists, and removes what is null. */
export function difference(base: object, values: object): Record<string, unknown> {
  const [from, to] = [base as Values, values as Values];
  const different: [string, unknown][] = [];
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const [before, after] = [from[key], to[key]];
    if (after === undefined) {
      different.push([key, null]);
    } else if (isMap(before) && isMap(after)) {
      const inner = difference(before, after);
      if (Object.keys(inner).length > 0) { different.push([key, inner]); }
    } else if (JSON.stringify(before) !== JSON.stringify(after)) {
      different.push([key, after]);
    }
  }
  return Object.fromEntries(different);
}

function isMap(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
