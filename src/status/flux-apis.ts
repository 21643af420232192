import { type ClusterReader, get } from './cluster-reader';

/** Fields that the tree relies on, by where the API server publishes the schema, and the first release of Flux that has them. */
const NEEDED: readonly { readonly path: string; readonly kind: string; readonly field: readonly string[]; readonly since: string }[] = [
  // https://github.com/fluxcd/kustomize-controller/blob/main/CHANGELOG.md
  { path: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', field: ['spec', 'deletionPolicy'], since: '2.5' },
  { path: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', field: ['spec', 'dependsOn', 'readyExpr'], since: '2.7' },
  // https://github.com/fluxcd/source-controller/blob/main/CHANGELOG.md
  { path: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository', field: ['spec', 'ref'], since: '2.6' },
  // https://github.com/fluxcd/helm-controller/blob/main/CHANGELOG.md
  { path: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', field: ['spec', 'chartRef'], since: '2.3' },
  { path: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', field: ['spec', 'install', 'strategy'], since: '2.7' },
];

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface OpenApi {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema & { readonly 'x-kubernetes-group-version-kind'?: readonly { readonly kind: string }[] }>> };
}

/**
 * Sentences about what the cluster's Flux does not know yet and the tree uses, by the schemas that the API server publishes: the API server would
 * drop or refuse such fields. None where the schemas are not served.
 */
export async function tooOldForFlux(reader: ClusterReader): Promise<string[]> {
  const index = await get<{ paths?: Readonly<Record<string, unknown>> }>(reader, '/openapi/v3');
  const paths = Object.keys(index?.paths ?? {});
  // An aggregated API answers with something else, and a cluster without Flux is said elsewhere.
  if (!paths.some((path) => path.startsWith('apis/kustomize.toolkit.fluxcd.io'))) { return []; }
  const schemas = new Map<string, OpenApi | undefined>();
  await Promise.all([...new Set(NEEDED.map(({ path }) => path))].filter((path) => paths.includes(`apis/${path}`)).map(async (path) => {
    schemas.set(path, await get<OpenApi>(reader, `/openapi/v3/apis/${path}`));
  }));
  const missing = NEEDED.filter(({ path, kind, field }) => !has(schemas.get(path), kind, field));
  if (missing.length === 0) { return []; }
  const since = missing.map((each) => each.since).sort().at(-1)!;
  const names = missing.map(({ kind, field }) => `${kind}.${field.join('.')}`);
  return [`the Flux of this cluster is too old for what is rendered: it knows no ${names.join(', no ')}; upgrade it to ${since} or later (AKS: az k8s-extension update --name flux)`];
}

function has(document: OpenApi | undefined, kind: string, field: readonly string[]): boolean {
  const found = Object.values(document?.components?.schemas ?? {}).find((schema) => schema['x-kubernetes-group-version-kind']?.some((each) => each.kind === kind));
  return field.reduce<Schema | undefined>((schema, name) => (schema?.items ?? schema)?.properties?.[name], found) !== undefined;
}
