import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { fitsSchema, specSchema, type SpecKind } from '../load/schemas';

const compiled = new Map<SpecKind, ValidateFunction>();

/** Every violation of the schema of a kind of file; empty for a valid value. */
export function schemaErrors(kind: SpecKind, value: unknown): readonly ErrorObject[] {
  if (fitsSchema(kind, value)) return [];
  const validate = validator(kind);
  return validate(value) ? [] : validate.errors!;
}

/** The validator that says what is wrong. Loading ajv and compiling is slow, so only errors pay for it. */
function validator(kind: SpecKind): ValidateFunction {
  let validate = compiled.get(kind);
  if (validate === undefined) {
    const { Ajv2020 } = createRequire(__filename)('ajv/dist/2020') as typeof import('ajv/dist/2020');
    // verbose: errors carry the value and the schema beside them, which the wording needs.
    const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, strictTypes: false, strictRequired: false, logger: false });
    ajv.addKeyword('patternErrorMessage');
    validate = ajv.compile(specSchema(kind));
    compiled.set(kind, validate);
  }
  return validate;
}
