import { stringify } from 'yaml';
import { definitionName, resolved, type JsonSchema } from '../src/spec/schema/json-schema';

interface PageOptions {
  /** Path of the schema, for the header. */
  readonly source: string;
  /** Folder of the files that the schema describes. */
  readonly folder: string;
}

/** A page that lists every field of a schema: one table for each object, in the order of the schema. */
export function referencePage(schema: JsonSchema, { source, folder }: PageOptions): string {
  const sections: string[] = [];
  collect(schema, { root: schema, sections, seen: new Map() }, '');
  return [
    `<!-- Generated, edit ${source} and run "npx projen generate". -->`,
    `# ${schema.title}`,
    '',
    `${schema.description}`,
    '',
    `Files: \`${folder}/*.yaml\`. An editor that reads YAML schemas completes and checks them with this first line:`,
    '',
    '```yaml',
    `# yaml-language-server: $schema=../${source}`,
    '```',
    '',
    '`*` marks a required field.',
    '',
    ...sections,
  ].join('\n');
}

interface Page {
  readonly root: JsonSchema;
  readonly sections: string[];
  /** Where the fields of a definition stand already. */
  readonly seen: Map<string, string>;
}

/** Adds the section of an object, then those of the objects inside it. */
function collect(schema: JsonSchema, page: Page, path: string): void {
  const { root, sections, seen } = page;
  const whole = resolved(schema, root);
  const definition = definitionName(schema);
  const first = definition && seen.get(definition);
  if (first !== undefined) {
    sections.push(`## ${path}`, '', `As ${first}.`, '');
    return;
  }
  if (definition !== undefined) seen.set(definition, path);
  if (path !== '') sections.push(`## ${path}`, '', `${whole.description ?? ''}`, '', ...alternatives(whole), ...example(whole));
  const rows = Object.entries(whole.properties ?? {}).map(([key, part]) => row(key, part, whole, root));
  sections.push('| Field | Type | Default | Description | Example |', '|---|---|---|---|---|', ...rows, '');
  for (const [key, part] of Object.entries(whole.properties ?? {})) {
    const at = path === '' ? key : `${path}.${key}`;
    for (const { suffix, inner } of objectsWithin(part, root)) {
      if (suffix === '.<name>' && key === 'environments') continue;
      collect(inner, page, at + suffix);
    }
  }
}

/** Objects with fields of their own that a field holds: itself, its items, its values. */
function objectsWithin(schema: JsonSchema, root: JsonSchema): { suffix: string; inner: JsonSchema }[] {
  const whole = resolved(schema, root);
  if (whole.properties) return [{ suffix: '', inner: schema }];
  if (whole.items) return objectsWithin(whole.items, root).map(({ suffix, inner }) => ({ suffix: `[]${suffix}`, inner }));
  if (whole.anyOf) return whole.anyOf.flatMap((each) => objectsWithin(each, root));
  if (typeof whole.additionalProperties === 'object') {
    return objectsWithin(whole.additionalProperties, root).map(({ suffix, inner }) => ({ suffix: `.<name>${suffix}`, inner }));
  }
  return [];
}

function row(key: string, part: JsonSchema, parent: JsonSchema, root: JsonSchema): string {
  const whole = resolved(part, root);
  const name = `\`${key}\`${parent.required?.includes(key) ? ' *' : ''}`;
  const cells = [name, typeOf(whole, root), defaultOf(whole), `${whole.description ?? ''}${bounds(whole)}`, exampleOf(whole)];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function typeOf(schema: JsonSchema, root: JsonSchema): string {
  const whole = resolved(schema, root);
  if (whole.const !== undefined) return `\`${String(whole.const)}\``;
  if (whole.enum) return whole.enum.map((each) => `\`${String(each)}\``).join(', ');
  if (whole.anyOf) return whole.anyOf.map((each) => typeOf(each, root)).join(' or ');
  if (whole.type === 'array' && whole.items) return `list of ${typeOf(whole.items, root)}`;
  if (whole.type === 'object' && !whole.properties && typeof whole.additionalProperties === 'object') return `map of ${typeOf(whole.additionalProperties, root)}`;
  return String(whole.type);
}

function defaultOf(schema: JsonSchema): string {
  const text = JSON.stringify(schema.default);
  return text === undefined || text === '{}' ? '' : `\`${text}\``;
}

function bounds({ minimum, maximum, maxLength }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` ${minimum} to ${maximum}.`;
  return maxLength === undefined ? '' : ` At most ${maxLength} characters.`;
}

function exampleOf(schema: JsonSchema): string {
  const [first] = schema.examples ?? [];
  return first === undefined || schema.properties !== undefined ? '' : `\`${JSON.stringify(first)}\``;
}

function alternatives(schema: JsonSchema): string[] {
  const names = (schema.oneOf ?? []).flatMap((each) => each.required ?? []);
  return names.length === 0 ? [] : [`Exactly one of ${names.map((name) => `\`${name}\``).join(', ')}.`, ''];
}

function example(schema: JsonSchema): string[] {
  const [first] = schema.examples ?? [];
  return first === undefined ? [] : ['```yaml', stringify(first, { lineWidth: 0 }).trimEnd(), '```', ''];
}
