export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Schema = Readonly<Record<string, any>>;

export interface Document {
  readonly info: { readonly 'title': string; readonly 'version': string; readonly 'description'?: string; readonly 'x-model'?: { readonly sha256: string | null; readonly class: readonly string[]; readonly r: string } };
  readonly paths: Readonly<Record<string, Readonly<Record<string, any>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
  readonly security?: readonly Readonly<Record<string, unknown>>[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description: string;
  readonly schema: Schema;
}

export interface Body {
  readonly type: string;
  readonly example: string;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly bodies: readonly Body[];
  /** Needs a credential. */
  readonly secured: boolean;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/** What can be asked, in the document's order, scoring before the rest. */
export function operationsOf(document: Document): readonly Operation[] {
  const found = Object.entries(document.paths).flatMap(([path, item]) => METHODS.filter((method) => method in item).map((method): Operation => {
    const { summary = '', description = '', parameters = [], requestBody, security = document.security ?? [] } = item[method];
    return {
      method: method.toUpperCase(),
      path,
      // plumber puts an endpoint's comment in the summary, and nothing in the description.
      summary,
      description,
      parameters: parameters.filter((parameter: Parameter) => parameter.in !== 'header').map((parameter: Parameter) => ({ ...parameter, schema: parameter.schema ?? {}, description: parameter.description ?? '' })),
      bodies: bodiesOf(document, requestBody),
      secured: security.length > 0,
    };
  }));
  const quiet = (operation: Operation): boolean => ['/login', '/metadata', '/openapi.json'].includes(operation.path);
  return [...found.filter((operation) => !quiet(operation)), ...found.filter(quiet)];
}

function bodiesOf(document: Document, requestBody: any): readonly Body[] {
  const content = Object.entries<any>(requestBody?.content ?? {});
  return content.map(([type, { schema = {}, example }]) => ({ type, example: textOf(example ?? sampleOf(document, schema), type) }));
}

function textOf(value: unknown, type: string): string {
  return typeof value === 'string' && !type.includes('json') ? value : JSON.stringify(value, null, 2);
}

/** Something of the schema's shape for the reader to start from; not always valid by it. */
export function sampleOf(document: Document, schema: Schema, depth = 0): unknown {
  if (schema.$ref !== undefined) return depth > 6 ? null : sampleOf(document, document.components?.schemas?.[schema.$ref.split('/').at(-1)] ?? {}, depth + 1);
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice !== undefined) return sampleOf(document, choice[0], depth + 1);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'array': return depth > 6 ? [] : [sampleOf(document, schema.items ?? {}, depth + 1)];
    case 'object': return Object.fromEntries(Object.entries<Schema>(schema.properties ?? {}).map(([name, property]) => [name, sampleOf(document, property, depth + 1)]));
    case 'integer': case 'number': return schema.minimum ?? 0;
    case 'boolean': return true;
    case 'string': return schema.format === 'date' ? '2026-01-31' : 'text';
    default: return {};
  }
}

/** One column of the contract, in words. */
export interface Column {
  readonly name: string;
  readonly kind: string;
  readonly allowed: string;
  readonly description: string;
}

/** The columns of a row; none where the document has no contract. */
export function columnsOf(document: Document): readonly Column[] {
  const row = document.components?.schemas?.Row;
  const required: readonly string[] = row?.required ?? [];
  return Object.entries<Schema>(row?.properties ?? {}).map(([name, schema]) => {
    const inner: Schema = (schema.anyOf ?? []).find((option: Schema) => option.type !== 'null') ?? schema;
    const { type, enum: levels, format, minimum, maximum } = { ...inner, ...(inner.anyOf?.[0] ?? {}) };
    const bounds = [minimum === undefined ? '' : `from ${minimum}`, maximum === undefined ? '' : `to ${maximum}`].filter((part) => part !== '').join(' ');
    const listed = levels === undefined ? '' : levels.slice(0, 12).join(', ') + (levels.length > 12 ? ` and ${levels.length - 12} more` : '');
    return {
      name,
      kind: levels !== undefined ? 'level' : format === 'date' ? 'date' : format === 'date-time' ? 'time' : format?.startsWith('int') ? 'whole number' : type ?? 'any value',
      allowed: [listed || (format?.startsWith('int') && Math.abs(minimum ?? 2147483647) === 2147483647 ? '' : bounds), required.includes(name) ? '' : 'may be missing'].filter((part) => part !== '').join('; '),
      description: schema.description ?? '',
    };
  });
}
