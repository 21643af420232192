import type { Environment } from './environment.generated';
import { conflictsIn } from './load/conflicts';
import { decodeText, sizeObjection } from './load/decode';
import { parseYaml } from './load/parse-yaml';
import type { SourceFile } from './load/read-files';
import type { SpecKind } from './load/schemas';
import { SourceText } from './load/source-text';
import { locate } from './locate';
import type { Model } from './model.generated';
import { valueAt, type Finding, type Problem } from './problem';
import { environmentFindings, modelFindings } from './validate/file-findings';
import { schemaFindings } from './validate/schema-findings';
import { aboutSoundBlocks, soundPart } from './validate/sound-part';

/** What one file says, alone. Plain data, so that it can be kept: it depends on nothing but the file's name and bytes. */
export type ParsedFile = ParsedModel | ParsedEnvironment;
export type ParsedModel = Parsed<'Model', Model>;
export type ParsedEnvironment = Parsed<'Environment', Environment>;

interface Parsed<K extends SpecKind, T> {
  readonly kind: K;
  readonly file: string;
  /** As it is written; undefined where it does not fit the schema, so that rules between files can look at it although others found it wrong. */
  readonly value?: T;
  /** The name of the model or environment as far as it can be told, even from a file with errors. */
  readonly name?: string;
  readonly problems: readonly Problem[];
}

/** Reads one spec file: YAML, then the schema, then what the file alone must mean. Pure. */
export function parseSpecFile({ kind, file, bytes }: SourceFile): ParsedFile {
  const refused = (message: string): ParsedFile => ({ kind, file, problems: [{ severity: 'error', file, line: 0, column: 0, message }] });
  const tooLarge = sizeObjection(bytes.byteLength);
  if (tooLarge !== undefined) return refused(tooLarge);
  const text = decodeText(bytes);
  if (text === undefined) return refused('the file is not UTF-8 text; save it as UTF-8');
  const conflicts = conflictsIn(text);
  if (conflicts.length > 0) return { kind, file, problems: conflicts.map((conflict) => ({ severity: 'error', file, ...conflict })) };
  const { value, errors } = parseYaml(text);
  if (errors.length > 0) return { kind, file, problems: errors.map((error) => ({ severity: 'error', file, ...error })) };
  if (value === null || value === undefined) return refused(`the file is empty; begin with apiVersion: plumbline/v1 and kind: ${kind}`);

  let source: SourceText | undefined;
  const sourceText = () => source ??= new SourceText(text);
  const otherKind = valueAt(value, ['kind']);
  if (otherKind !== kind && (otherKind === 'Model' || otherKind === 'Environment')) {
    const message = `kind is ${otherKind}, and ${file.split('/')[0]}/ is for files of kind ${kind}; move this one to ${otherKind.toLowerCase()}s/`;
    return { kind, file, problems: [locate({ path: ['kind'], at: 'value', message }, file, sourceText())] };
  }
  const ofSchema = schemaFindings(kind, value, (path) => sourceText().written(path));
  const findings = ofSchema.length > 0 ? [...ofSchema, ...soundFindings(kind, value, ofSchema)] : meaningFindings(kind, value);
  const problems = findings.map((finding) => locate(finding, file, sourceText()));
  const name = valueAt(value, ['metadata', 'name']);
  return { kind, file, ...ofSchema.length === 0 ? { value } : {}, ...typeof name === 'string' ? { name } : {}, problems } as ParsedFile;
}

/** What the rest of a file means wrong, so that its author reads everything at once. */
function soundFindings(kind: SpecKind, value: unknown, ofSchema: readonly Finding[]): Finding[] {
  const { rest, removed } = soundPart(value, ofSchema, (part) => schemaFindings(kind, part, () => undefined));
  return rest === undefined ? [] : aboutSoundBlocks(meaningFindings(kind, rest), removed);
}

function meaningFindings(kind: SpecKind, value: unknown): Finding[] {
  return kind === 'Model' ? modelFindings(value as Model) : environmentFindings(value as Environment);
}
