import { chartSourceOf, releasesOf } from './chart-releases';
import type { ClusterValues, ImageUpdateValues, ReleaseValues, ShardValues, SourceValues, TeamValues } from '../cluster-values';
import type { CompleteEnvironment } from '../complete-environment.generated';
import { completeEnvironment } from '../environment';
import type { Environment } from '../environment.generated';
import { ingressOf } from '../ingress';
import { gitopsDefaults, installsCertManager, isAcme } from '../naming';
import { isPlainHttp } from '../oci-address';
import { placesOf, shardsOf } from '../plan/shards';
import type { ScoringValues } from '../values';
import { usesIdentity } from './identity';
import { imageUpdatesOf, watchedImages } from './image-updates';
import { registryProvider } from './registry-provider';
import type { SpecOf } from './resolve-model';

/** Where cert-manager's chart takes the pods from that answer challenges; they run in the namespaces of models with a host of their own. */
const ACME_SOLVER = 'quay.io/jetstack/cert-manager-acmesolver';

/** What an environment's Flux tree is made of. */
export interface ResolvedCluster {
  readonly cluster: ClusterValues;
  readonly teams: readonly TeamValues[];
  /** None where Flux installs charts. */
  readonly shards: readonly ShardValues[];
  /** None where Flux applies manifests. */
  readonly releases: readonly ReleaseValues[];
  readonly watchedImages: readonly ImageUpdateValues[];
}

/** The Flux tree of an environment and of the models that run there. A pure function. */
export function resolveCluster(environment: SpecOf<Environment>, models: readonly ScoringValues[]): ResolvedCluster {
  const there = completeEnvironment(environment.value);
  const { metadata, spec: { cluster: { region, kubernetesVersion, cloud }, gitops } } = there;
  const marks = { environment: { name: metadata.name, region, kubernetesVersion, cloud }, source: environment.file };
  const flux = sourceOf(there);
  const components = componentsOf(there, models);
  const charts = chartSourceOf(there, projectFolder(there));
  const applied = charts.kind === '' ? models : [];
  const sharding = gitops?.shards ?? 0;
  const { className, namespace, controller } = ingressOf(there);
  return {
    cluster: {
      ...marks,
      flux,
      charts,
      variables: variablesOf(models),
      notifications: {
        type: gitops?.notifications?.type ?? '',
        secretName: gitops?.notifications?.secretName ?? '',
        severity: gitops?.notifications?.severity ?? 'error',
        address: tellsCommits(gitops?.notifications?.type) ? gitops?.url ?? '' : '',
      },
      imageUpdates: imageUpdatesOf(there, projectFolder(there)),
      receiver: { type: gitops?.receiver?.type ?? '', secretName: gitops?.receiver?.secretName ?? '' },
      ingress: { className, namespace, controller },
      components,
      imagePrefixes: imagePrefixesOf(there, models),
    },
    teams: [...new Set(applied.map(({ team }) => team))].sort().map((team) => ({ ...marks, team, sharded: sharding > 0 })),
    shards: shardsOf(applied, sharding).map(({ name, team, members }) => ({
      ...marks,
      team,
      name,
      flux,
      sharded: sharding > 0,
      artifact: artifactOf(flux, sharding > 0 ? `shard-${name}` : `model-${name}`, name),
      afterComponents: components.any,
      places: sharding > 0 ? placesOf(members) : '',
      resources: members.map((model) => `../../../../models/${metadata.name}/${model.name}.yaml`),
    })),
    releases: releasesOf(models, charts, marks),
    watchedImages: watchedImages(there, models, marks),
  };
}

/** A registry's artifact has a digest of its own, so only the shard that changed is looked at; a repository's revision is that of all its files. */
function artifactOf({ kind, url }: SourceValues, name: string, shard: string): ShardValues['artifact'] {
  return { name, url: kind === 'OCIRepository' ? `${url}/shards/${shard}` : '' };
}

function sourceOf(environment: CompleteEnvironment): SourceValues {
  const { metadata, spec: { gitops, azure } } = environment;
  const base = projectFolder(environment);
  const defaults = gitopsDefaults(metadata.name);
  const host = gitops?.url.split('/')[2] ?? '';
  return {
    kind: gitops?.source === 'oci' ? 'OCIRepository' : 'GitRepository',
    url: gitops?.url ?? '',
    reference: gitops?.source === 'oci' ? gitops.tag ?? defaults.tag : gitops?.branch ?? 'main',
    path: `./${gitops?.path ?? defaults.path}`,
    platformPath: `./${base}dist/platform/${metadata.name}`,
    secretName: azure.gitSecretName ?? '',
    provider: registryProvider(host),
    insecure: gitops?.source === 'oci' && isPlainHttp(host),
    verify: { provider: gitops?.verify?.provider ?? '', secretName: gitops?.verify?.secretName ?? '' },
  };
}

/** A repository may hold the project in a folder of its own: everything else lies where it lies beside the tree. */
function projectFolder({ metadata, spec: { gitops } }: CompleteEnvironment): string {
  const { path } = gitopsDefaults(metadata.name);
  return gitops?.path?.endsWith(path) ? gitops.path.slice(0, -path.length) : '';
}

function componentsOf(environment: CompleteEnvironment, models: readonly ScoringValues[]): ClusterValues['components'] {
  const { components, ingress } = environment.spec;
  const wanted = {
    traefik: components.traefik && ingress.controller === 'traefik',
    certManager: installsCertManager(environment),
    devicePlugin: components.devicePlugin && models.some(({ gpu }) => gpu.count > 0),
    policies: components.policies && models.length > 0,
    headlamp: components.headlamp,
  };
  return { any: Object.values(wanted).includes(true), ...wanted };
}

/** The variables that stand in models' values, each replaced by itself where the tree's root is applied: so the root's values reach all models. */
function variablesOf(models: readonly ScoringValues[]): Record<string, string> {
  const texts = models.filter(usesIdentity).flatMap(({ identity: { clientId, tenantId } }) => [clientId, tenantId]);
  const names = texts.flatMap((text) => /^\$\{(\w+)\}$/.exec(text)?.[1] ?? []);
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, `\${${name}}`]));
}

function imagePrefixesOf(environment: CompleteEnvironment, models: readonly ScoringValues[]): string {
  const solver = isAcme(environment) && models.some(({ ingress }) => ingress.certificate.own) ? [ACME_SOLVER] : [];
  return [...new Set([...models.map(({ image }) => `${image.registry}/`), ...solver])].sort().join(' ');
}

function tellsCommits(type: string | undefined): boolean {
  return type === 'github' || type === 'gitlab' || type === 'azuredevops';
}
