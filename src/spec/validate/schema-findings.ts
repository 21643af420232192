import type { SpecKind } from '../load/schemas';
import { dotted, type Finding, type SpecPath } from '../problem';
import { withoutNoise } from './schema-noise';
import { schemaErrors } from './schema-validator';
import { worded, type WrittenText } from './schema-wording';

/** Every violation of the schema in words: of one value the first, of one name all that differ. */
export function schemaFindings(kind: SpecKind, value: unknown, written: WrittenText): Finding[] {
  const findings = new Map<string, Finding>();
  for (const error of withoutNoise(schemaErrors(kind, value))) {
    const finding = worded(error, { kind, path: pathOf(error.instancePath, value), written });
    const isOfOneValue = finding.at === 'value' || error.propertyName !== undefined;
    const key = `${finding.at} ${dotted(finding.path)} ${isOfOneValue ? '' : finding.message}`;
    if (!findings.has(key)) findings.set(key, finding);
  }
  return [...findings.values()];
}

/** A JSON pointer as a path; a number where the value is a list. */
function pathOf(pointer: string, value: unknown): SpecPath {
  const path: (string | number)[] = [];
  let inner: unknown = value;
  for (const part of pointer.split('/').slice(1).map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    const step = Array.isArray(inner) ? Number(part) : part;
    path.push(step);
    inner = (inner as Record<string | number, unknown>)[step];
  }
  return path;
}
