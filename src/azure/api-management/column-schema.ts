import type { ColumnValues } from '../../spec/values';

/** A schema of OpenAPI 3.0: https://spec.openapis.org/oas/v3.0.3.html#schema-object */
export type Schema = Readonly<Record<string, unknown>>;

/** What the runtime takes for R's integer, whose lowest bit pattern is NA. */
const INTEGER = { minimum: -2147483647, maximum: 2147483647 };

/** What a value of a column may be in JSON; the runtime says the same in OpenAPI 3.1 (`model-image/gateway/src/openapi/column-schema.ts`). */
export function columnSchema({ type, nullable, levels, minimum, maximum, description }: ColumnValues): Schema {
  const bounds = { ...minimum === null ? {} : { minimum }, ...maximum === null ? {} : { maximum } };
  const about = { ...description === '' ? {} : { description }, ...nullable ? { nullable } : {} };
  switch (type) {
    case 'double': return { ...about, type: 'number', ...bounds };
    case 'integer': return { ...about, type: 'integer', format: 'int32', ...INTEGER, ...bounds };
    case 'integer64': return { ...about, anyOf: [{ type: 'integer', format: 'int64', ...bounds }, { type: 'string', pattern: '^[+-]?[0-9]{1,19}$' }] };
    case 'logical': return { ...about, type: 'boolean' };
    // A null has to stand among the values: https://spec.openapis.org/oas/v3.0.3.html#fixed-fields-20
    case 'factor': return { ...about, type: 'string', enum: nullable ? [...levels, null] : levels };
    case 'date': return { ...about, type: 'string', format: 'date' };
    case 'datetime': return { ...about, type: 'string', format: 'date-time' };
    case 'string': return { ...about, type: 'string' };
  }
}

/** A row of columns by name; of a model without a contract any row. */
export function rowSchema(columns: readonly ColumnValues[]): Schema {
  if (columns.length === 0) { return { type: 'object', additionalProperties: true }; }
  const required = columns.filter(({ nullable }) => !nullable).map(({ name }) => name);
  return {
    type: 'object',
    // An empty list is not allowed: https://json-schema.org/draft-wright-json-schema-validation-00#rfc.section.5.15
    ...required.length === 0 ? {} : { required },
    properties: Object.fromEntries(columns.map((column) => [column.name, columnSchema(column)])),
    additionalProperties: false,
  };
}
