import { ApiObject, App, type Chart } from 'cdk8s';
import type { KubeObject } from '../constructs/kube-object';
import type { Template, Value } from '../expression';
import { ExpressionMarks } from './expression-marks';
import { compare } from '../spec/problem';

/** One Kubernetes object of a chart as a function of the values. */
export interface ObjectTemplate {
  /** File name inside the chart's folder. */
  readonly path: string;
  readonly kind: string;
  /** Path of the construct inside its chart. */
  readonly id: string;
  readonly template: { readonly [key: string]: Template };
  /** When the object exists at all. */
  readonly condition: Value<boolean>;
}

/** What others stand in comes first, what brings traffic comes last; kinds that are not named here follow by name. */
const KIND_ORDER = [
  'Namespace', 'ServiceAccount', 'SecretProviderClass', 'Secret', 'ConfigMap', 'PersistentVolume', 'PersistentVolumeClaim',
  'Deployment', 'Service', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy', 'ClusterIssuer', 'Certificate', 'Gateway', 'Ingress', 'HTTPRoute',
];

/** The objects of the chart that `build` makes, as templates, in the order in which they are written and applied. */
export function objectTemplates(build: (app: App) => Chart): ObjectTemplate[] {
  const marks = new ExpressionMarks();
  const chart = build(new App({ resolvers: [marks] }));
  // Not chart.apiObjects, which leaves out objects that are children of objects.
  const objects = chart.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  const templates = objects.map((object): ObjectTemplate => ({
    path: `${fileName(object, objects)}.yaml`,
    kind: object.kind,
    id: idInChart(object),
    template: inOrder(marks.unmark(object.toJson() as Template)),
    condition: (object as Partial<KubeObject<object>>).condition ?? true,
  }));
  refuseSharedPaths(templates);
  return templates.sort((left, right) => rank(left.kind) - rank(right.kind) || compare(left.path, right.path));
}

/** The kind; and, where the chart has several objects of the kind, the construct that makes this one. */
function fileName(object: ApiObject, objects: readonly ApiObject[]): string {
  const kind = kebabCase(object.kind);
  if (objects.filter((other) => other.kind === object.kind).length === 1) { return kind; }
  // By convention of cdk8s, the object itself is called Resource.
  const name = kebabCase(object.node.id === 'Resource' ? object.node.scope!.node.id : object.node.id);
  return name === kind ? kind : `${kind}-${name}`;
}

/** `HTTPRoute` is `http-route`, `DefaultDeny` is `default-deny`. */
function kebabCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3-$2$4').toLowerCase();
}

function idInChart(object: ApiObject): string {
  return object.node.path.slice(object.chart.node.path.length).replace(/^\//, '');
}

function inOrder(template: Template): { readonly [key: string]: Template } {
  const { apiVersion, kind, metadata, ...rest } = template as { readonly [key: string]: Template };
  return { apiVersion, kind, metadata, ...rest };
}

function refuseSharedPaths(templates: readonly ObjectTemplate[]): void {
  const ids = new Map<string, string>();
  for (const { path, id } of templates) {
    const other = ids.get(path);
    if (other !== undefined) { throw new Error(`${other} and ${id} would both be written to ${path}; give one of them another id`); }
    ids.set(path, id);
  }
}

function rank(kind: string): number {
  const place = KIND_ORDER.indexOf(kind);
  return place === -1 ? KIND_ORDER.length : place;
}
