import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { chartTemplates } from '../../src/render/chart-templates';
import { createRender, type Render } from '../../src/render/renderer';
import { modelUnit, platformUnit, type Unit, unitPath } from '../../src/render/unit';
import type { Repository } from '../../src/spec/assemble';
import { resolvePlatform } from '../../src/spec/resolve/resolve-platform';
import type { KubernetesObject } from '../kubernetes/api';

const ROOT = resolve(__dirname, '..', '..');

/** The objects of one model's file, or of a platform's folder, as they are applied together. */
export interface RenderedUnit {
  /** Of the file or folder, relative to the repository's root. */
  readonly path: string;
  readonly objects: readonly KubernetesObject[];
}

/** What dist/ holds for clusters, as it is committed. */
export function committedUnits(): RenderedUnit[] {
  const dist = join(ROOT, 'dist');
  if (!existsSync(dist)) { return []; }
  const files = (readdirSync(dist, { recursive: true }) as string[]).filter((file) => file.endsWith('.yaml') && !file.startsWith('charts')).sort();
  const units = new Map<string, KubernetesObject[]>();
  for (const file of files) {
    const path = relative(ROOT, join(dist, file.startsWith('models/') ? file : dirname(file)));
    const objects = objectsIn(readFileSync(join(dist, file), 'utf8'));
    units.set(path, [...units.get(path) ?? [], ...objects]);
  }
  return [...units].map(([path, objects]) => ({ path, objects })).filter(({ objects }) => objects.length > 0);
}

let render: Render | undefined;

/** What the specs of a valid repository are rendered into, the platforms first. */
export function unitsOf({ placements, environments }: Repository): RenderedUnit[] {
  const platforms = environments.map((environment) => platformUnit(resolvePlatform(environment)));
  return [...platforms, ...placements.map(({ values }) => modelUnit(values))].map(renderUnit);
}

/** Those units that one environment's cluster gets. */
export function unitsIn(environment: string, repository: Repository): RenderedUnit[] {
  return unitsOf(repository).filter(({ path }) => path === `dist/platform/${environment}` || path.startsWith(`dist/models/${environment}/`));
}

function renderUnit(unit: Unit): RenderedUnit {
  render ??= createRender(chartTemplates());
  return { path: unitPath(unit), objects: [...render(unit).values()].flatMap(objectsIn) };
}

/** Objects of a file; a kustomization is an instruction and no object. */
function objectsIn(text: string): KubernetesObject[] {
  return parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject | null)
    .filter((object): object is KubernetesObject => object !== null && !object.apiVersion.startsWith('kustomize.config.k8s.io/'));
}
