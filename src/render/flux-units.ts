import type { HelmChart, ReleasedTenant, Unit } from './unit';
import type { ClusterValues, ImageUpdateValues, TeamValues, TenantValues } from '../spec/cluster-values';
import { compare } from '../spec/problem';
import type { ResolvedCluster } from '../spec/resolve/resolve-cluster';
import type { ScoringValues } from '../spec/values';

/** Drops from a model's file what its team may not apply; dist/clusters/<environment>/tenants has it. */
const WITHOUT_TENANCY = ['Namespace', 'PersistentVolume'].map((kind) => ({
  target: { kind }, patch: `apiVersion: v1\nkind: ${kind}\nmetadata: { name: any }\n$patch: delete\n`,
}));

/** The Flux tree of an environment, and what is installed there beside the models. */
export function fluxUnits(resolved: ResolvedCluster, models: readonly ScoringValues[], charts: readonly HelmChart[]): Unit[] {
  const { cluster, shards, watchedImages } = resolved;
  const folder = `dist/clusters/${cluster.environment.name}`;
  const sources = [cluster.source];
  return [
    { chart: 'cluster', folder, sources, values: cluster },
    ...cluster.flux.url === '' ? [] : [{ chart: 'bootstrap', folder, file: 'bootstrap.yaml', sources, values: cluster } as const],
    ...tenantUnits(`${folder}/tenants`, resolved, models, charts),
    ...shards.map(({ name, resources }) => kustomizationUnit(`${folder}/shards/${name}`, [cluster.source, 'models/'], resources, WITHOUT_TENANCY)),
    ...imageUnits(`${folder}/image-updates`, cluster, watchedImages),
    ...componentUnits(cluster),
  ];
}

function tenantUnits(
  folder: string, { cluster, teams, shards, releases }: ResolvedCluster, models: readonly ScoringValues[], charts: readonly HelmChart[],
): Unit[] {
  const sources = [cluster.source];
  const byName = new Map(shards.map((shard) => [shard.name, shard]));
  const sharded = shards.filter((shard) => shard.sharded);
  const releaseOf = new Map(releases.map((release) => [release.model, release]));
  const chartOf = new Map(cluster.charts.kind === 'HelmRepository' ? charts.map((chart) => [chart.name, chart]) : []);
  const tenantOf = (model: ScoringValues): TenantValues => ({ model, shard: byName.get(model.name) ?? sharded[0] });
  const releasedTenantOf = (model: ScoringValues): ReleasedTenant => ({ model, release: releaseOf.get(model.name)!, chart: chartOf.get(model.name) });
  const units: Unit[] = [
    ...teams.map((values: TeamValues): Unit => ({ chart: 'team', folder: `${folder}/teams`, file: `${values.team}.yaml`, sources, values })),
    // One file a team: with one a model, a thousand models were a thousand more small files for Git, Flux and each synth to go through.
    ...[...byTeam(models)].map(([team, ofTeam]): Unit => ({
      ...releases.length === 0 ? { chart: 'tenant', values: ofTeam.map(tenantOf) } : { chart: 'released-tenant', values: ofTeam.map(releasedTenantOf) },
      folder: `${folder}/models`,
      file: `${team}.yaml`,
      sources: [cluster.source, 'models/'],
    })),
    ...sharded.map((values): Unit => ({ chart: 'shard', folder: `${folder}/shards`, file: `${values.name}.yaml`, sources, values })),
  ];
  if (units.length === 0) { return []; }
  const files = units.map((unit) => `${unit.folder.slice(folder.length + 1)}/${unit.file}`);
  return [...units, kustomizationUnit(folder, [cluster.source, 'models/'], files)];
}

function byTeam(models: readonly ScoringValues[]): Map<string, ScoringValues[]> {
  const teams = new Map<string, ScoringValues[]>();
  for (const model of models) {
    const ofTeam = teams.get(model.team);
    if (ofTeam === undefined) { teams.set(model.team, [model]); } else { ofTeam.push(model); }
  }
  return new Map([...teams].sort(([left], [right]) => compare(left, right)));
}

function imageUnits(folder: string, cluster: ClusterValues, watchedImages: readonly ImageUpdateValues[]): Unit[] {
  if (cluster.imageUpdates.url === '') { return []; }
  const sources = [cluster.source];
  return [
    { chart: 'image-updates', folder, file: 'automation.yaml', sources, values: cluster },
    { chart: 'watched-image', folder, file: 'images.yaml', sources: [cluster.source, 'models/'], values: watchedImages },
    kustomizationUnit(folder, sources, ['automation.yaml', 'images.yaml']),
  ];
}

function componentUnits(cluster: ClusterValues): Unit[] {
  const folder = `dist/platform/${cluster.environment.name}/components`;
  const sources = [cluster.source];
  const { traefik, certManager, devicePlugin, policies, headlamp } = cluster.components;
  const wanted = { 'cert-manager': certManager, 'headlamp': headlamp, 'nvidia-device-plugin': devicePlugin, policies, traefik };
  const names = (Object.keys(wanted) as (keyof typeof wanted)[]).filter((name) => wanted[name]);
  if (names.length === 0) { return []; }
  return [
    ...names.map((name): Unit => ({ chart: name, folder, file: `${name}.yaml`, sources, values: cluster })),
    kustomizationUnit(folder, sources, names.map((name) => `${name}.yaml`)),
  ];
}

function kustomizationUnit(folder: string, sources: readonly string[], resources: readonly string[], patches?: readonly object[]): Unit {
  return {
    chart: 'kustomization',
    folder,
    file: 'kustomization.yaml',
    sources,
    values: { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources, ...patches && { patches } },
  };
}
