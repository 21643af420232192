import type { ErrorObject } from 'ajv';
import { specSchema, type SpecKind } from '../load/schemas';
import { dotted, type Finding, type SpecPath } from '../problem';
import { schemaAt, type JsonSchema } from '../schema/json-schema';
import { oneOf, shown, shownWithType, typeWanted } from '../wording';
import { memoryHint } from './memory-hint';
import { didYouMean } from './nearest';
import { rivals } from './schema-noise';
import { unknownField } from './unknown-field';

/** Gives the characters of a value as the file has them, which a number has lost (1.30). */
export type WrittenText = (path: SpecPath) => string | undefined;

export interface Context {
  readonly kind: SpecKind;
  readonly path: SpecPath;
  readonly written: WrittenText;
}

/** A violation of the schema in words: what was found, what is allowed, the nearest valid value. */
export function worded(error: ErrorObject, context: Context): Finding {
  const { path } = context;
  const name = path.length === 0 ? 'the file' : dotted(path);
  const schema = error.parentSchema as JsonSchema;
  const params = error.params as Record<string, unknown>;
  const onValue = (message: string): Finding => ({ path, at: 'value', message: `${name} ${message}` });
  const onKey = (message: string): Finding => ({ path, at: 'key', message: `${name} ${message}` });
  if (error.propertyName !== undefined) {
    const said = error.keyword === 'maxLength' ? `is longer than ${String(params.limit)} characters` : schema.patternErrorMessage;
    return { path: [...path, error.propertyName], at: 'key', message: `the name ${shown(error.propertyName)} in ${name} ${said}` };
  }
  switch (error.keyword) {
    case 'additionalProperties': return unknownField(context.kind, path, String(params.additionalProperty), error.data);
    case 'required': return missing(context.kind, onKey, [...path, String(params.missingProperty)]);
    case 'oneOf': {
      const present = rivals(error).filter((field) => Object.hasOwn(error.data as object, field));
      return onKey(present.length > 1 ? `has ${oneOf(present, 'and')}, which exclude each other; keep one` : `needs one of ${oneOf(rivals(error))}`);
    }
    case 'anyOf': return onValue(`must be text or a reference to a secret, found ${shownWithType(error.data)}${quoted(error.data, context)}`);
    case 'type': return onValue(wrongType(error, context));
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      return onValue(`must be ${allowed.length > 1 ? 'one of ' : ''}${oneOf(allowed)}, found ${shown(error.data)}${typeof error.data === 'string' ? didYouMean(error.data, allowed) : ''}`);
    }
    case 'const': return onValue(`must be ${String(params.allowedValue)}, found ${shown(error.data)}`);
    case 'pattern':
      if (isSecretReference(error)) return onValue(`${schema.patternErrorMessage}; the secret itself is never written here`);
      return onValue(`${schema.patternErrorMessage}, found ${shown(error.data)}${isMemory(error) ? memoryHint(error.data) : ''}`);
    case 'minimum': return onValue(`(${String(error.data)}) must be at least ${String(params.limit)}`);
    case 'maximum': return onValue(`(${String(error.data)}) must be at most ${String(params.limit)}`);
    case 'minLength': return onValue(`must have at least ${counted(params.limit, 'character')}, found ${shown(error.data)}`);
    case 'maxLength': return onValue(`must have at most ${counted(params.limit, 'character')}, found ${String(error.data).length}`);
    case 'minItems': return onValue(`must hold at least ${counted(params.limit, 'entry', 'entries')}`);
    case 'maxItems': return onValue(`must hold at most ${counted(params.limit, 'entry', 'entries')}, found ${(error.data as unknown[]).length}`);
    case 'uniqueItems': {
      const [first, second] = [Number(params.i), Number(params.j)].sort((a, b) => a - b);
      const item = (error.data as unknown[])[second];
      return { path: [...path, second], at: 'value', message: `${name}[${second}] repeats ${name}[${first}] (${shown(item)})` };
    }
    default: return onValue(`${error.message ?? 'is not valid'}, found ${shown(error.data)}`);
  }
}

function missing(kind: SpecKind, onKey: (message: string) => Finding, path: SpecPath): Finding {
  const name = dotted(path);
  const example = exampleAt(specSchema(kind), path);
  return { ...onKey(''), message: `${name} is required${example === undefined ? '' : `, for example ${example}`}` };
}

/** The schema's own example for a field, where it is short enough to be said. */
function exampleAt(root: JsonSchema, path: SpecPath): string | undefined {
  const [first] = schemaAt(root, path)?.examples ?? [];
  const isShort = typeof first === 'number' || (typeof first === 'string' && first.length <= 40);
  return isShort ? String(first) : undefined;
}

function wrongType(error: ErrorObject, context: Context): string {
  const wanted = String(error.params.type);
  const { data } = error;
  if (data === null) return `is empty; give it ${typeWanted(wanted)} or remove the line`;
  if (isMemory(error)) return `must be a whole number followed by Mi or Gi, found ${shownWithType(data)}${memoryHint(data)}`;
  if (isSecretReference(error)) return `${(error.parentSchema as JsonSchema).patternErrorMessage}; the secret itself is never written here`;
  if (wanted === 'string') return `must be text, found ${shownWithType(data)}${quoted(data, context)}`;
  const unquoted = typeof data === 'string' && isWrittenAs(data, wanted) ? `; write ${data} without quotes` : '';
  return `must be ${typeWanted(wanted)}, found ${shownWithType(data)}${unquoted}`;
}

function isWrittenAs(text: string, type: string): boolean {
  if (type === 'integer') return /^-?\d+$/.test(text);
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(text);
  return type === 'boolean' && /^(true|false)$/.test(text);
}

/** A number or boolean where text belongs: how to write it. */
function quoted(data: unknown, { path, written }: Context): string {
  if (typeof data !== 'number' && typeof data !== 'boolean') return '';
  return `; write "${written(path) ?? String(data)}" in quotes`;
}

function isMemory(error: ErrorObject): boolean {
  return error.schemaPath.startsWith('#/$defs/memory/');
}

/** Whether a value should have been the name of a secret: then it may be the secret, and is not repeated. */
function isSecretReference(error: ErrorObject): boolean {
  return /^#\/\$defs\/(keyVaultSecret|secretName)\//.test(error.schemaPath);
}

function counted(limit: unknown, singular: string, plural = `${singular}s`): string {
  return `${String(limit)} ${limit === 1 ? singular : plural}`;
}
