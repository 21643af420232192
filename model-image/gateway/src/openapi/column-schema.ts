import type { ContractColumn } from '../contract/column';
import { readValue } from '../contract/values';

/** A JSON Schema, 2020-12: https://spec.openapis.org/oas/v3.1.1.html#schema-object */
export type Schema = Readonly<Record<string, unknown>>;

/** What a value of a column may be in JSON. Of a double its numbers: the texts `NaN`, `Inf` and `-Inf` are taken too, but few models can do something with them. */
export function columnSchema({ type, nullable, levels, minimum, maximum, description }: ContractColumn): Schema {
  const bounds = { ...(minimum === null ? {} : { minimum }), ...(maximum === null ? {} : { maximum }) };
  const about = description === '' ? {} : { description };
  const of = (schema: Schema): Schema => ({ ...about, ...(nullable ? { anyOf: [schema, { type: 'null' }] } : schema) });
  switch (type) {
    case 'double': return of({ type: 'number', ...bounds });
    case 'integer': return of({ type: 'integer', format: 'int32', minimum: minimum ?? -2147483647, maximum: maximum ?? 2147483647 });
    case 'integer64': return of({ anyOf: [{ type: 'integer', format: 'int64', ...bounds }, { type: 'string', pattern: '^[+-]?[0-9]{1,19}$' }] });
    case 'logical': return of({ type: 'boolean' });
    case 'factor': case 'ordered': return of({ enum: levels });
    case 'date': return of({ type: 'string', format: 'date' });
    case 'datetime': return of({ type: 'string', format: 'date-time' });
    case 'string': return of({ type: 'string' });
    default: return { ...about, anyOf: [{ type: 'number' }, { type: 'boolean' }, { type: 'string' }, { type: 'null' }] };
  }
}

/** A value that the column takes, for the reader to start from: the model's own sample where it has one. */
export function exampleOf(column: ContractColumn, sample: string | undefined): unknown {
  if (sample !== undefined) {
    const reading = readValue(column, sample, 'text');
    if (typeof reading === 'number') return ['factor', 'ordered', 'date', 'datetime'].includes(column.type) ? sample : column.type === 'logical' ? reading === 1 : reading;
    if (typeof reading === 'string') return column.type === 'any' && Number.isFinite(Number(sample)) ? Number(sample) : reading;
  }
  const { type, levels, minimum, maximum } = column;
  const low = minimum ?? (maximum === null ? 0 : Math.min(0, maximum));
  switch (type) {
    case 'integer': case 'integer64': return Math.ceil(low);
    case 'logical': return true;
    case 'factor': case 'ordered': return levels[0];
    case 'date': return '2026-01-31';
    case 'datetime': return '2026-01-31T12:00:00Z';
    case 'string': return 'text';
    default: return minimum !== null && maximum !== null ? (minimum + maximum) / 2 : low;
  }
}
