import type { ErrorObject, ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { specSchema, type SpecKind } from '../load/schemas';

const compiled = new Map<SpecKind, ValidateFunction>();

/** Every violation of the schema of a kind of file; empty for a valid value. */
export function schemaErrors(kind: SpecKind, value: unknown): readonly ErrorObject[] {
  const validate = validator(kind);
  return validate(value) ? [] : validate.errors!;
}

function validator(kind: SpecKind): ValidateFunction {
  let validate = compiled.get(kind);
  if (validate === undefined) {
    // verbose: errors carry the value and the schema beside them, which the wording needs.
    const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, strictTypes: false, strictRequired: false, logger: false });
    ajv.addKeyword('patternErrorMessage');
    validate = ajv.compile(specSchema(kind));
    compiled.set(kind, validate);
  }
  return validate;
}
