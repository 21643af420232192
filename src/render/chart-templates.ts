import {
  bootstrapChart, clusterChart, componentCharts, imageUpdatesChart, releasedTenantChart, shardChart, teamChart, tenantChart, watchedImageChart,
} from '../charts/flux-charts';
import { ModelChart } from '../charts/model-chart';
import { PlatformChart } from '../charts/platform-chart';
import { symbolic } from '../expression';
import { objectTemplates, type ObjectTemplate } from './object-template';
import type { ChartName } from './unit';
import type { ClusterValues, ImageUpdateValues, ReleasedTenantValues, ShardValues, TeamValues, TenantValues } from '../spec/cluster-values';
import type { PlatformValues } from '../spec/platform-values';
import type { ScoringValues } from '../spec/values';

/** The objects of every chart as templates, each chart built once with symbolic values. A pure function of the code. */
export function chartTemplates(): Record<ChartName, ObjectTemplate[]> {
  return {
    'model': objectTemplates((app) => new ModelChart(app, 'model', symbolic<ScoringValues>())),
    'platform': objectTemplates((app) => new PlatformChart(app, 'platform', symbolic<PlatformValues>())),
    'cluster': objectTemplates((app) => clusterChart(app, symbolic<ClusterValues>())),
    'bootstrap': objectTemplates((app) => bootstrapChart(app, symbolic<ClusterValues>())),
    'tenant': objectTemplates((app) => tenantChart(app, symbolic<TenantValues>())),
    'released-tenant': objectTemplates((app) => releasedTenantChart(app, symbolic<ReleasedTenantValues>())),
    'team': objectTemplates((app) => teamChart(app, symbolic<TeamValues>())),
    'shard': objectTemplates((app) => shardChart(app, symbolic<ShardValues>())),
    'image-updates': objectTemplates((app) => imageUpdatesChart(app, symbolic<ClusterValues>())),
    'watched-image': objectTemplates((app) => watchedImageChart(app, symbolic<ImageUpdateValues>())),
    ...componentTemplates(),
  };
}

function componentTemplates(): Record<keyof typeof componentCharts, ObjectTemplate[]> {
  const build = (name: keyof typeof componentCharts) => objectTemplates((app) => componentCharts[name](app, symbolic<ClusterValues>()));
  return {
    'traefik': build('traefik'),
    'cert-manager': build('cert-manager'),
    'nvidia-device-plugin': build('nvidia-device-plugin'),
    'policies': build('policies'),
    'headlamp': build('headlamp'),
  };
}
