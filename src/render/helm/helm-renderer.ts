import type { Template } from '../../expression';
import { header } from '../header';
import type { ObjectTemplate } from '../object-template';
import { type HelmChart, type HelmFolder, helmUnits, type Unit } from '../unit';
import { toYaml } from '../yaml';
import { contentVersion } from './chart-version';
import { chartYaml } from './chart-yaml';
import { NOTES } from './notes';
import { readme } from './readme';
import { chartDialect, objectFile, objectFiles, validationFile } from './template-files';
import { TEST_HOOK } from './test-hook';
import { difference, valuesYaml } from './values-file';
import { valuesSchema } from './values-schema';

/** What packing a chart leaves out, and linting does not read. */
const HELMIGNORE = ['.git/', '*.tgz', '*.swp', '*~', ''].join('\n');

/** Texts of the files of a folder, without their first lines. */
type Files = ReadonlyMap<string, string>;

export interface HelmRender {
  /** The files of one folder of a chart, by name. */
  readonly renderFolder: (unit: Unit) => Map<string, string>;
  /** The version that a chart is written with. */
  readonly versionOf: (chart: HelmChart) => string;
}

/** Turns the templates of a model's objects into the functions that render charts; the templates are printed once. */
export function createHelmRender(objects: () => readonly ObjectTemplate[]): HelmRender {
  let printed: Readonly<Record<Exclude<HelmFolder, 'helm'>, Files>> | undefined;
  const versions = new WeakMap<HelmChart, string>();
  const renderWith = ({ chart, folder, sources, values }: Unit, versionIn: (chart: HelmChart) => string) => {
    printed ??= printTemplates(objects());
    const files = chart === 'helm' ? chartFiles(values as HelmChart, versionIn(values as HelmChart)) : printed[chart as keyof typeof printed];
    return new Map([...files].map(([name, text]) => [name, header(`${folder}/${name}`, sources) + text]));
  };
  const ownVersion = ({ version }: HelmChart) => version;
  const versionOf = (chart: HelmChart) => {
    if (!chart.delivered) { return chart.version; }
    let version = versions.get(chart);
    if (version === undefined) {
      const files = helmUnits(chart).flatMap((unit) => [...renderWith(unit, ownVersion)].map(([name, text]) => [`${unit.folder}/${name}`, text] as const));
      version = contentVersion(chart.version, files);
      versions.set(chart, version);
    }
    return version;
  };
  return { renderFolder: (unit) => renderWith(unit, versionOf), versionOf };
}

function printTemplates(objects: readonly ObjectTemplate[]) {
  const dialect = chartDialect(objects);
  return {
    'helm-templates': new Map([
      ['NOTES.txt', NOTES],
      ['_helpers.tpl', dialect.definitions],
      ['validate.yaml', validationFile(dialect)],
      ...objectFiles(objects, dialect),
    ]),
    'helm-tests': new Map(Object.entries(TEST_HOOK).map(([name, object]) => [name, objectFile(object as { readonly [key: string]: Template }, true, dialect)])),
  };
}

function chartFiles(chart: HelmChart, version: string): Files {
  const [base] = chart.placements;
  return new Map([
    ['.helmignore', HELMIGNORE],
    ['Chart.yaml', chartYaml(chart, version)],
    ['README.md', readme(chart)],
    ['values.schema.json', schemaJson()],
    ['values.yaml', `# Environment ${base.environment.name}. What differs elsewhere is in values-<environment>.yaml.\n\n${valuesYaml(base)}`],
    ...chart.placements.map((values): [string, string] => {
      const { environment, ...others } = difference(base, values) as { environment?: object };
      return [`values-${values.environment.name}.yaml`, toYaml({ environment: { name: values.environment.name, ...environment }, ...others })];
    }),
  ]);
}

let schemaText: string | undefined;

/** values.schema.json but for its opening brace, which the header brings. Beside the values it takes `global`, which umbrella charts hand to all of theirs. */
function schemaJson(): string {
  if (schemaText === undefined) {
    const { properties, ...schema } = valuesSchema();
    const global = { title: 'Global', description: 'Values that an umbrella chart hands to all its charts; this one reads none.', type: 'object' };
    const text = JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...schema, properties: { ...properties, global } }, null, 2);
    // The header opens the object.
    schemaText = `${text.slice('{\n'.length)}\n`;
  }
  return schemaText;
}
