import { bicepParameters, contractFiles } from '../azure';
import { compile, type Expression, type Template, when } from '../expression';
import { header } from './header';
import { createHelmRender } from './helm/helm-renderer';
import type { ObjectTemplate } from './object-template';
import { type ChartName, HELM_FOLDERS, type HelmFolder, type ParametersValues, type Unit, valuesOf } from './unit';
import { toYaml } from './yaml';

/** The files of a unit: name inside its folder, and text. */
export type Render = (unit: Unit) => Map<string, string>;

/** Between two objects of one file (https://yaml.org/spec/1.2.2/#22-structures). */
const DOCUMENT_SEPARATOR = '---\n';

/** Turns charts' templates into the function that renders units; each template is compiled once. */
export function createRender(templates: Record<ChartName, readonly ObjectTemplate[]>): Render {
  const compiled = new Map<ChartName, { path: string; evaluate: (values: unknown) => unknown }[]>();
  const compiledChart = (chart: ChartName) => {
    let objects = compiled.get(chart);
    if (objects === undefined) {
      objects = templates[chart].map(({ path, template, condition }) => ({ path, evaluate: compile(conditional(condition, template)) }));
      compiled.set(chart, objects);
    }
    return objects;
  };

  const helm = createHelmRender(() => templates.model);

  return ({ chart, folder, file, sources, values }) => {
    if (chart === 'parameters') { return renderParameters(folder, values as ParametersValues); }
    if (chart === 'kustomization') { return new Map([[file!, header(`${folder}/${file!}`, sources) + toYaml(values)]]); }
    if (isHelmFolder(chart)) { return helm.renderFolder({ chart, folder, sources, values }); }
    const objects = valuesOf({ chart, values }, helm.versionOf)
      .flatMap((each) => compiledChart(chart).map(({ path, evaluate }) => ({ path, object: evaluate(each) })))
      .filter(({ object }) => object !== undefined);
    if (file !== undefined) {
      return new Map([[file, header(`${folder}/${file}`, sources) + objects.map(({ object }) => toYaml(object)).join(DOCUMENT_SEPARATOR)]]);
    }
    const files = new Map(objects.map(({ path, object }) => [path, header(`${folder}/${path}`, sources) + toYaml(object)]));
    const resources = [...files.keys()];
    return files.set('kustomization.yaml', header(`${folder}/kustomization.yaml`, sources) + toYaml(kustomization(resources)));
  };
}

/** All files of all units, sorted by path: what dist/ is when nothing but the given units is in it. */
export function renderTree(units: readonly Unit[], render: Render): Map<string, string> {
  const files = units.flatMap((unit) => [...render(unit)].map(([name, text]) => [`${unit.folder}/${name}`, text] as const));
  return new Map(files.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function renderParameters(folder: string, { fleets, template }: ParametersValues): Map<string, string> {
  return new Map(fleets.flatMap(({ file, fleet }) => {
    const text = (name: string, content: string): [string, string] => [name, header(`${folder}/${name}`, [file, 'models/']) + content];
    return [
      text(`${fleet.environment.metadata.name}.bicepparam`, bicepParameters(fleet, template)),
      ...contractFiles(fleet).map(({ path, document }) => text(path, toYaml(document))),
    ];
  }));
}

function isHelmFolder(chart: Unit['chart']): chart is HelmFolder {
  return (HELM_FOLDERS as readonly string[]).includes(chart);
}

function conditional(condition: boolean | Expression<boolean>, template: Template): Template {
  return when(condition, template);
}

/** Explicit, so that a stranger's file in the folder is not applied by accident. */
function kustomization(resources: readonly string[]) {
  return { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
}
