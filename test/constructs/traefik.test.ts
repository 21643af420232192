import { componentCharts } from '../../src/charts/flux-charts';
import { resolveCluster } from '../../src/spec/resolve/resolve-cluster';
import { synthesize } from '../helpers/manifests';
import { ENVIRONMENT, MODEL, repositoryOf } from '../helpers/specs';

/** Of traefik/values.yaml at v41.3.0; the chart's schema refuses every other (https://github.com/traefik/traefik-helm-chart). */
const KEYS = [
  'image', 'commonLabels', 'deployment', 'podDisruptionBudget', 'ingressClass', 'core', 'experimental', 'gateway', 'gatewayClass', 'api', 'ingressRoute',
  'updateStrategy', 'readinessProbe', 'livenessProbe', 'startupProbe', 'providers', 'volumes', 'additionalVolumeMounts', 'log', 'accessLog', 'metrics', 'ocsp',
  'tracing', 'global', 'additionalArguments', 'env', 'envFrom', 'ports', 'tlsOptions', 'tlsStore', 'service', 'autoscaling', 'persistence', 'certificatesResolvers',
  'hostNetwork', 'rbac', 'serviceAccount', 'serviceAccountAnnotations', 'resources', 'affinity', 'nodeSelector', 'tolerations', 'topologySpreadConstraints',
  'priorityClassName', 'securityContext', 'podSecurityContext', 'extraObjects', 'namespaceOverride', 'instanceLabelOverride', 'versionOverride', 'nameOverride',
  'fullnameOverride', 'hub', 'enabled',
];

function values(): Record<string, unknown> {
  const { environments, placements } = repositoryOf(MODEL, ENVIRONMENT);
  const { cluster } = resolveCluster(environments[0], placements.map(({ values: of }) => of));
  const release = synthesize((app) => componentCharts.traefik(app, cluster as never)).find(({ kind }) => kind === 'HelmRelease')!;
  return (release.spec as { values: Record<string, unknown> }).values;
}

describe('Traefik', () => {
  test('has no values that its chart does not know', () => {
    expect(Object.keys(values()).filter((key) => !KEYS.includes(key))).toEqual([]);
  });

  test('logs as JSON, each request too', () => {
    expect(values()).toMatchObject({ log: { format: 'json' }, accessLog: { enabled: true, format: 'json' } });
  });
});
