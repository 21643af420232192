import type { JsonSchema } from '../../spec/schema/json-schema';

/** What a reader of a chart is told about a value, from the schema alone. */
export function explanation(schema: JsonSchema): string {
  return [schema.description ?? '', choices(schema), range(schema)].filter((part) => part !== '').join(' ');
}

export function typeName({ type, enum: allowed }: JsonSchema): string {
  if (allowed !== undefined) { return 'string'; }
  return typeof type === 'string' ? { array: 'list', object: 'map' }[type] ?? type : (type ?? []).join(' or ');
}

/** An object with fields of its own; a map of strings is one value. */
export function isSection(schema: JsonSchema): boolean {
  return schema.properties !== undefined;
}

/** The choices, where the description does not name each. */
function choices({ enum: allowed = [], description = '' }: JsonSchema): string {
  return allowed.every((choice) => description.includes(String(choice))) ? '' : `One of ${allowed.join(', ')}.`;
}

function range({ minimum, maximum }: JsonSchema): string {
  return minimum === undefined || maximum === undefined ? '' : `${minimum} to ${maximum}.`;
}
