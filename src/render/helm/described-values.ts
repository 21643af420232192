import { valuesSchema } from './values-schema';
import type { JsonSchema } from '../../spec/schema/json-schema';

/** A value of a chart, or a section of values, as its readers are told about it: the same for every chart. */
export interface DescribedValue {
  readonly name: string;
  /** With the sections around it, dotted. */
  readonly path: string;
  readonly type: string;
  readonly explanation: string;
  /** The explanation as lines of comment in front of the value. */
  readonly comment: string;
  /** Of the line that the value stands on. */
  readonly indent: string;
  /** What a section holds; undefined for a value. */
  readonly section?: readonly DescribedValue[];
}

/** Longest line of a comment. */
const WIDTH = 120;

let described: readonly DescribedValue[] | undefined;

/** The values of a chart in the order of their schema, sections nested. */
export function describedValues(): readonly DescribedValue[] {
  return described ??= describe(valuesSchema(), '', '');
}

function describe({ properties = {} }: JsonSchema, prefix: string, indent: string): DescribedValue[] {
  return Object.entries(properties).map(([name, schema]) => {
    const path = prefix + name;
    const explanation = [schema.description ?? '', choices(schema), range(schema), fieldsOfItems(schema)].filter((part) => part !== '').join(' ');
    // A map of strings is one value; a section has fields of its own.
    const section = schema.properties === undefined ? undefined : describe(schema, `${path}.`, `${indent}  `);
    // Readers and tools know by the dashes what describes a value (https://github.com/norwoodj/helm-docs#valuesyaml-metadata).
    const comment = commentLines(section === undefined ? `-- ${explanation}` : explanation, indent);
    return { name, path, type: typeName(schema), explanation, comment, indent, section };
  });
}

function commentLines(text: string, indent: string): string {
  const lines: string[] = [];
  let line = `${indent}#`;
  for (const word of text.split(' ')) {
    if (line.length + word.length >= WIDTH) {
      lines.push(line);
      line = `${indent}#`;
    }
    line += ` ${word}`;
  }
  return `${[...lines, line].join('\n')}\n`;
}

function typeName({ type, enum: allowed }: JsonSchema): string {
  if (allowed !== undefined) { return 'string'; }
  return typeof type === 'string' ? { array: 'list', object: 'map' }[type] ?? type : (type ?? []).join(' or ');
}

/** The choices, where the description does not name each. */
function choices({ enum: allowed = [], description = '' }: JsonSchema): string {
  return allowed.every((choice) => description.includes(String(choice))) ? '' : `One of ${allowed.join(', ')}.`;
}

/** What the items of a list look like, which an empty list does not show: those fields that each has, and those that some have. */
function fieldsOfItems({ items }: JsonSchema): string {
  if (items?.properties === undefined) { return ''; }
  const names = Object.entries(items.properties).map(([name, field]) => ({ name, words: field.enum === undefined ? name : `${name} (${field.enum.join(', ')})` }));
  const [all, some] = [true, false].map((each) => names.filter(({ name }) => (items.required ?? []).includes(name) === each).map(({ words }) => words).join(', '));
  return `Each item has ${all}${some === '' ? '' : `; as needed ${some}`}.`;
}

function range({ minimum, maximum }: JsonSchema): string {
  return minimum === undefined || maximum === undefined ? '' : `${minimum} to ${maximum}.`;
}
