import { posix } from 'node:path';
import { CHART_FIELDS } from '../../../render/helm/chart-yaml';
import { type DescribedValue, describedValues } from '../../../render/helm/described-values';
import type { ObjectTemplate } from '../../../render/object-template';
import type { HelmChart } from '../../../render/unit';
import type { ScoringValues } from '../../../spec';
import { type Explanation, type Reason, reasonOf } from '../explain';
import { fieldOfLine } from '../line-path';
import type { OriginOf } from '../made';
import { referencesOfLine } from './template-references';

/** A file of a model's Helm chart, and what it is explained by. */
export interface ChartFile {
  /** Relative to the repository's root. */
  readonly file: string;
  readonly text: string;
  /** Text of the chart's templates/_helpers.tpl. */
  readonly helpers: string;
  readonly chart: HelmChart;
  readonly objects: readonly ObjectTemplate[];
  readonly originsOf: (values: ScoringValues) => OriginOf;
}

/** Why a line, counted from 1, of a chart is what it is; undefined where the file's lines are not made from a model's values. */
export function explainChartLine({ file, text, helpers, chart, objects, originsOf }: ChartFile, line: number): Explanation | undefined {
  const name = posix.basename(file);
  const [environment] = /(?<=^values-).+(?=\.yaml$)/.exec(name) ?? [];
  const placements = environment === undefined ? name === 'values.yaml' ? chart.placements.slice(0, 1) : chart.placements
    : chart.placements.filter((values) => values.environment.name === environment);
  const reasonsOf = (fields: readonly string[]) => fields.flatMap((field) => reasonsIn(placements, field, originsOf));
  const found = { object: file, path: (text.split('\n')[line - 1] ?? '').trim(), construct: objects.find(({ path }) => path === name)?.id };
  if (file.includes('/templates/')) {
    const { value, presence } = referencesOfLine(text, line, helpers);
    return { ...found, reasons: reasonsOf(value), conditions: reasonsOf(presence) };
  }
  const path = name.endsWith('.yaml') ? fieldOfLine(text, line) : undefined;
  if (path === undefined) { return undefined; }
  if (name === 'Chart.yaml') { return { ...found, reasons: reasonsOf(CHART_FIELDS[path[0]] ?? []), conditions: [] }; }
  // A list is one value: its items have no places of their own.
  const item = path.findIndex((part) => typeof part === 'number');
  const field = path.slice(0, item === -1 ? path.length : item).join('.');
  return { ...found, reasons: reasonsOf([field]), conditions: [] };
}

/** One reason where all environments have it from the same place, else one for each. */
function reasonsIn(placements: readonly ScoringValues[], field: string, originsOf: ChartFile['originsOf']): Reason[] {
  const described = descriptionOf(field);
  const reasons = placements.map((values) => ({ environment: values.environment.name, reason: reasonOf(field, values, originsOf(values)) }));
  const isOne = new Set(reasons.map(({ reason: { value, origin } }) => JSON.stringify([value, origin]))).size < 2;
  return (isOne ? reasons.slice(0, 1) : reasons).map(({ environment, reason }) => ({
    ...reason,
    field: isOne ? field : `${field} in ${environment}`,
    ...reason.documentation === undefined && described !== undefined ? { documentation: described } : {},
  }));
}

/** What values.schema.json says of a value, or of the nearest one around it. */
function descriptionOf(field: string): string | undefined {
  const all = (values: readonly DescribedValue[]): DescribedValue[] => values.flatMap((value) => [value, ...all(value.section ?? [])]);
  const found = new Map(all(describedValues()).map(({ path, explanation }) => [path, explanation]));
  for (let path = field; path !== ''; path = path.slice(0, Math.max(path.lastIndexOf('.'), 0))) {
    if (found.has(path)) { return found.get(path); }
  }
  return undefined;
}
