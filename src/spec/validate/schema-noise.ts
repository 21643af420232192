import type { ErrorObject } from 'ajv';
import { nearest } from './nearest';
import type { JsonSchema } from '../schema/json-schema';

/** Errors of branches that were not meant, and those that another error already explains. */
export function withoutNoise(errors: readonly ErrorObject[]): ErrorObject[] {
  const typos = new Set(errors.filter(({ keyword }) => keyword === 'additionalProperties').map((error) => `${error.instancePath} ${meantField(error)}`));
  const isExplained = (error: ErrorObject, name: string) => typos.has(`${error.instancePath} ${name}`);
  return errors.filter((error) => {
    switch (error.keyword) {
      case 'propertyNames': return false;
      case 'required':
        return !/\/oneOf\/\d+\/required$/.test(error.schemaPath) && !isExplained(error, String(error.params.missingProperty));
      case 'oneOf': return !isAlternativeOfOther(error) && !rivals(error).some((name) => isExplained(error, name));
      case 'anyOf': return !isTextOrFields(error.data);
      case 'type': return !isBranchNotMeant(error, errors);
      default: return true;
    }
  });
}

/** The field that an unknown one was probably meant to be. */
function meantField(error: ErrorObject): string | undefined {
  const known = Object.keys((error.parentSchema as JsonSchema).properties ?? {});
  return nearest(String(error.params.additionalProperty), known);
}

/** Where text or fields are allowed, the alternative of the value's own kind is the one that was meant. */
function isBranchNotMeant(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  return errors.some(({ keyword, instancePath }) => keyword === 'anyOf' && instancePath === error.instancePath);
}

function isTextOrFields(data: unknown): boolean {
  return typeof data === 'string' || (typeof data === 'object' && data !== null && !Array.isArray(data));
}

/** `oneOf` of a reference also rejects what is no object, which the error of its type says better. */
function isAlternativeOfOther(error: ErrorObject): boolean {
  return typeof error.data !== 'object' || error.data === null || Array.isArray(error.data);
}

/** Of alternatives, the fields that each requires. */
export function rivals(error: ErrorObject): string[] {
  return (error.schema as readonly JsonSchema[]).flatMap(({ required }) => required ?? []);
}
