import type { Made, OriginOf } from './made';
import { derivationOf } from './walk';
import { compile, when } from '../../expression';
import { dotted, specSchema } from '../../spec';
import { valueAt } from '../../spec/problem';
import { schemaAt } from '../../spec/schema/json-schema';
import { isManifest } from '../manifest';
import { shown } from '../wording';

/** A field of the values behind a line, and where it was decided. */
export interface Reason {
  /** Dotted, of the resolved values: `scaling.max`. */
  readonly field: string;
  readonly value: unknown;
  /** `models/churn.yaml:12:5 (spec.scaling.max)`, or that nobody wrote it. */
  readonly origin: string;
  /** The schema's words about the spec's field. */
  readonly documentation?: string;
}

export interface Explanation {
  readonly object: string;
  readonly path: string;
  /** None of a line of a template, which is made from several. */
  readonly value?: unknown;
  /** The construct that makes the object; undefined for a file that no construct makes. */
  readonly construct?: string;
  readonly reasons: readonly Reason[];
  /** Fields that decide whether the line is there. */
  readonly conditions: readonly Reason[];
  /** What is to be said where there is no reason; by default that Plumbline sets it. */
  readonly otherwise?: string;
}

/** Why a field of an object is what it is; undefined where what was made has no such object or field. */
export function explain(
  { objects, all, originsOf }: Made, object: { readonly kind: string; readonly name: string }, path: readonly (string | number)[],
): Explanation | undefined {
  for (const { template, condition, id, kind } of objects.filter((each) => each.kind === object.kind)) {
    const evaluate = compile(when(condition, template));
    const isIt = (rendered: unknown) => isManifest(rendered) && rendered.metadata.name === object.name;
    const values = all.find((each) => isIt(evaluate(each)));
    if (values === undefined) { continue; }
    const derivation = derivationOf(template, path, values);
    if (derivation === undefined) { return undefined; }
    const originOf = originsOf(values);
    const reason = (field: string) => reasonOf(field, values, originOf);
    const always = derivationOf({ it: when(condition, 'there') }, ['it'], values)?.presence ?? [];
    return {
      object: `${kind} ${object.name}`,
      path: dotted(path),
      value: valueIn(evaluate(values), path),
      construct: id,
      reasons: derivation.value.map(reason),
      conditions: [...new Set([...always, ...derivation.presence])].map(reason),
    };
  }
  return undefined;
}

/** The value at a path, which may go on inside a text of JSON. */
function valueIn(value: unknown, [first, ...rest]: readonly (string | number)[]): unknown {
  if (first === undefined) { return value; }
  return valueIn(typeof value === 'string' && value.startsWith('{') ? valueAt(JSON.parse(value), [first]) : valueAt(value, [first]), rest);
}

/** A field of the values, with where it was decided. */
export function reasonOf(field: string, values: object, originOf: OriginOf): Reason {
  const value = valueAt(values, field.split('.'));
  const origin = originOf(field);
  if (origin.from === 'rule') { return { field, value, origin: 'a rule of Plumbline\'s over other fields' }; }
  if (origin.from === 'default') {
    return { field, value, origin: `the schema's default of ${dotted(origin.path)}; no file says otherwise`, ...documented(schemaAt(specSchema(origin.kind), origin.path)?.description) };
  }
  const schema = specSchema(origin.file.startsWith('environments/') ? 'Environment' : 'Model');
  // An override is documented where the field it overrides is.
  const path = origin.path[1] === 'environments' ? ['spec', ...origin.path.slice(3)] : origin.path;
  return { field, value, origin: `${origin.file}:${origin.line}:${origin.column} (${dotted(origin.path)})`, ...documented(schemaAt(schema, path)?.description) };
}

function documented(documentation: string | undefined): Pick<Reason, 'documentation'> {
  return documentation === undefined ? {} : { documentation };
}

/** An explanation for people. */
export function explanationText(explanation: Explanation): string {
  const { object, path, value, construct, reasons, conditions, otherwise } = explanation;
  const isLine = !('value' in explanation);
  const lines = (found: readonly Reason[]) => found.flatMap(({ field, value: its, origin, documentation }) => [
    `  ${field} = ${short(its)}: ${origin}`, ...documentation === undefined ? [] : [`    ${documentation}`],
  ]);
  return [
    `${object}, ${path}${isLine || value !== null && typeof value === 'object' ? '' : `: ${short(value)}`}`,
    ...reasons.length > 0 ? ['made from', ...lines(reasons)] : [`  ${otherwise ?? ofPlumbline(construct)}`],
    ...conditions.length > 0 ? ['is there because of', ...lines(conditions)] : [],
  ].join('\n') + '\n';
}

function ofPlumbline(construct: string | undefined): string {
  return `set by Plumbline, whatever the specs say${construct === undefined ? '' : ` (construct ${construct}; docs/manifests.md says why)`}`;
}

function short(value: unknown): string {
  const text = shown(value).replaceAll('\n', ' ');
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
