import type { JsonSchema } from '../../spec/schema/json-schema';
import { toYaml } from '../yaml';
import { explanation, isSection } from './described-values';
import { valuesSchema } from './values-schema';

type Values = Readonly<Record<string, unknown>>;

const WIDTH = 120;

/** values.yaml: every value under a comment that says what it is, in the order of the schema. */
export function valuesYaml(values: object): string {
  return section(values as Values, valuesSchema(), '');
}

/** The lines of a section; between those of the file itself stands an empty one. */
function section(values: Values, schema: JsonSchema, indent: string): string {
  return Object.entries(schema.properties ?? {}).map(([name, part]) => {
    const comment = commentLines(explanation(part), indent, isSection(part) ? '' : '-- ');
    if (isSection(part)) { return `${comment}${indent}${name}:\n${section(values[name] as Values, part, `${indent}  `)}`; }
    return comment + indented(toYaml({ [name]: values[name] }), indent);
  }).join(indent === '' ? '\n' : '');
}

function commentLines(text: string, indent: string, mark: string): string {
  const lines: string[] = [];
  let line = `${indent}# ${mark}`;
  for (const word of text.split(' ')) {
    if (line.length + word.length > WIDTH) {
      lines.push(line.trimEnd());
      line = `${indent}# `;
    }
    line += `${word} `;
  }
  return `${[...lines, line.trimEnd()].join('\n')}\n`;
}

function indented(text: string, indent: string): string {
  return indent === '' ? text : text.replaceAll(/^(?=.)/gm, indent);
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
