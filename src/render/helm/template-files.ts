import { isExpression, type Template, type Value } from '../../expression';
import type { ObjectTemplate } from '../object-template';
import { BlockPrinter } from './block-printer';
import { SOME } from './operators';
import { type Dialect, SharedParts } from './scope';
import { brokenRules } from './value-rules';
import { valueType } from './values-schema';

/** A part that many objects have in common, by the first place where it stands. */
interface SharedPart {
  readonly name: string;
  readonly comment: string;
  readonly file: string;
  readonly at: readonly string[];
}

/** In the order in which they build on each other. */
const SHARED_PARTS: readonly SharedPart[] = [
  { name: 'plumbline.selectorLabels', comment: 'Labels that pods are selected by. They never change.', file: 'service.yaml', at: ['spec', 'selector'] },
  { name: 'plumbline.labels', comment: 'Labels of every object.', file: 'service.yaml', at: ['metadata', 'labels'] },
  { name: 'plumbline.annotations', comment: 'Annotations of every object.', file: 'service.yaml', at: ['metadata', 'annotations'] },
  { name: 'plumbline.image', comment: 'The image of the pods.', file: 'deployment.yaml', at: ['spec', 'template', 'spec', 'containers', '0', 'image'] },
  {
    name: 'plumbline.memory',
    comment: 'Memory of a pod: every worker at its full size, and the gateway.',
    file: 'deployment.yaml',
    at: ['spec', 'template', 'spec', 'containers', '0', 'resources', 'requests', 'memory'],
  },
  { name: 'plumbline.config', comment: "The gateway's configuration file.", file: 'config-map.yaml', at: ['data', 'config.json'] },
];

/** How the charts of models are printed: with the parts that every file includes already known. */
export interface ChartDialect extends Dialect {
  /** Text of `_helpers.tpl` that defines those parts. */
  readonly definitions: string;
}

export function chartDialect(objects: readonly ObjectTemplate[]): ChartDialect {
  const shared = new SharedParts();
  const dialect = { typeOf: valueType, shared };
  const definitions = SHARED_PARTS.map(({ name, comment, file, at }) => {
    const template = partAt(objects, file, at);
    const printer = new BlockPrinter(dialect);
    const lines = isExpression(template) ? printer.text(template) : printer.map(template as { readonly [key: string]: Template });
    shared.add(name, template);
    return definition(name, comment, lines);
  });
  return { ...dialect, definitions: [...definitions, SEARCH].join('\n') };
}

function partAt(objects: readonly ObjectTemplate[], file: string, at: readonly string[]): Template {
  const object = objects.find(({ path }) => path === file);
  const part = at.reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], object?.template);
  if (part === undefined) { throw new Error(`no object of the chart has ${at.join('.')} in ${file}`); }
  return part as Template;
}

function definition(name: string, comment: string, lines: readonly string[]): string {
  return `{{- /* ${comment} */}}\n{{- define "${name}" -}}\n${lines.join('\n')}\n{{- end }}\n`;
}

/** The twin of `some`: text where a list of structs has one whose field is what is wanted, else none. */
const SEARCH = definition(SOME, 'Whether a list has an item whose field is what is wanted: takes list, field and value.', [
  '{{- $field := index . 1 }}',
  '{{- $wanted := index . 2 }}',
  '{{- range index . 0 }}{{ if eq (get . $field) $wanted }}true{{ end }}{{ end }}',
]);

/** A release's own namespace is there before its objects: Helm keeps its record of the release in it, and refuses to make it a second time. */
const NOT_OF_RELEASE = '{{- if ne .Release.Namespace .Values.namespace }}';

/** The files of a chart's objects, by name: the templates that the YAML writer evaluates, printed. */
export function objectFiles(objects: readonly ObjectTemplate[], dialect: Dialect): Map<string, string> {
  return new Map(objects.map(({ path, kind, template, condition }) => {
    const text = objectFile(template, condition, dialect);
    return [path, kind === 'Namespace' ? `${NOT_OF_RELEASE}\n${text}{{- end }}\n` : text];
  }));
}

/** @param condition when the object exists at all */
export function objectFile(template: { readonly [key: string]: Template }, condition: Value<boolean>, dialect: Dialect): string {
  const printer = new BlockPrinter(dialect);
  return `${printer.conditional(condition, printer.map(template)).join('\n')}\n`;
}

/** A file that renders to nothing, or fails with what is wrong with the values. */
export function validationFile(dialect: Dialect): string {
  const [failure, ...statements] = new BlockPrinter(dialect).text(brokenRules() as Template).reverse();
  return `${[...statements.reverse(), failure.replace('{{-', '{{- with'), '{{- fail . }}', '{{- end }}'].join('\n')}\n`;
}
