import { type App, Chart } from 'cdk8s';
import { CertManager } from '../constructs/cert-manager';
import { FluxBootstrap } from '../constructs/flux-bootstrap';
import { FluxNotifications } from '../constructs/flux-notifications';
import { FluxTree } from '../constructs/flux-tree';
import { Headlamp } from '../constructs/headlamp';
import { ImagePolicy } from '../constructs/image-policy';
import { ImageUpdates } from '../constructs/image-updates';
import { ModelRelease, releaseName } from '../constructs/model-release';
import { ModelShard } from '../constructs/model-shard';
import { ModelTenancy } from '../constructs/model-tenancy';
import { NvidiaDevicePlugin } from '../constructs/nvidia-device-plugin';
import { TeamAccount, teamAccount } from '../constructs/team-account';
import { TenantRoles } from '../constructs/tenant-roles';
import { Traefik } from '../constructs/traefik';
import { WatchedImage } from '../constructs/watched-image';
import { not, type Reference } from '../expression';
import type { ClusterValues, ImageUpdateValues, ReleasedTenantValues, ShardValues, TeamValues, TenantValues } from '../spec/cluster-values';

type Build<T> = (chart: Chart, values: Reference<T>) => void;

const chart = <T>(name: string, build: Build<T>) => (app: App, values: Reference<T>): Chart => {
  const made = new Chart(app, name, { disableResourceNameHashes: true });
  build(made, values);
  return made;
};

/** What Flux is pointed at: the first level of an environment's tree. */
export const clusterChart = chart<ClusterValues>('cluster', (scope, values) => {
  new FluxTree(scope, 'Tree', values);
  new TenantRoles(scope, 'Roles', values);
  new FluxNotifications(scope, 'Notifications', values);
});

/** What points Flux there, where AKS's extension does not. */
export const bootstrapChart = chart<ClusterValues>('bootstrap', (scope, values) => { new FluxBootstrap(scope, 'Bootstrap', values); });

/** A model's place in the cluster, and its Kustomization where it shares none. */
export const tenantChart = chart<TenantValues>('tenant', (scope, { model, shard }) => {
  new ModelTenancy(scope, 'Tenancy', model, teamAccount(model.team));
  new ModelShard(scope, 'Shard', shard, { condition: not(shard.sharded) });
});

/** The same where Flux installs the model's chart. */
export const releasedTenantChart = chart<ReleasedTenantValues>('released-tenant', (scope, values) => {
  new ModelTenancy(scope, 'Tenancy', values.model, releaseName(values.model.name));
  new ModelRelease(scope, 'Release', values);
});

export const teamChart = chart<TeamValues>('team', (scope, values) => { new TeamAccount(scope, 'Team', values); });

export const shardChart = chart<ShardValues>('shard', (scope, values) => { new ModelShard(scope, 'Shard', values); });

/** What writes newer images into the specs, and for each model the images that there are. */
export const imageUpdatesChart = chart<ClusterValues>('image-updates', (scope, values) => { new ImageUpdates(scope, 'Updates', values); });

export const watchedImageChart = chart<ImageUpdateValues>('watched-image', (scope, values) => { new WatchedImage(scope, 'Image', values); });

/** What is installed beside the models, each on its own, by the name of its file. */
export const componentCharts = {
  'traefik': chart<ClusterValues>('traefik', (scope, values) => { new Traefik(scope, 'Traefik', values); }),
  'cert-manager': chart<ClusterValues>('cert-manager', (scope, values) => { new CertManager(scope, 'CertManager', values); }),
  'nvidia-device-plugin': chart<ClusterValues>('nvidia-device-plugin', (scope, values) => { new NvidiaDevicePlugin(scope, 'DevicePlugin', values); }),
  'policies': chart<ClusterValues>('policies', (scope, values) => { new ImagePolicy(scope, 'Images', values); }),
  'headlamp': chart<ClusterValues>('headlamp', (scope, values) => { new Headlamp(scope, 'Headlamp', values); }),
};
