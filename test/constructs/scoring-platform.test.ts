import { App } from 'cdk8s';
import { PlatformChart } from '../../src/charts/platform-chart';
import { compile, symbolic, when } from '../../src/expression';
import { objectTemplates } from '../../src/render/object-template';
import type { PlatformValues } from '../../src/spec/platform-values';
import { validateManifest } from '../helpers/kubernetes-schemas/validate-manifest';
import { type Manifest, synthesize } from '../helpers/manifests';
import { GATEWAY_API, platformValues } from '../helpers/platform-values';

const objects = (overrides: Partial<PlatformValues> = {}) => synthesize((app: App) => new PlatformChart(app, 'platform', platformValues(overrides)));
const object = (kind: string, overrides: Partial<PlatformValues> = {}) => objects(overrides).find((candidate) => candidate.kind === kind);
const certificates = platformValues().certificates;

const VARIANTS: Partial<PlatformValues>[] = [
  {},
  { ingress: GATEWAY_API },
  { certificates: { ...certificates, mode: 'ca', issuer: 'ca', caSecretName: 'own-ca' } },
  { certificates: { ...certificates, mode: 'secret', issuer: '', secretName: 'bought', certManager: false } },
  { certificates: { ...certificates, email: '' }, ingress: GATEWAY_API },
  { monitoring: { prometheus: 'operator', grafana: true, namespace: 'monitoring', scrapeIntervalSeconds: 15 } },
];

describe.each(VARIANTS)('ScoringPlatform, variant %#', (variant) => {
  test('is accepted by the schemas of its kinds', () => {
    expect(objects(variant).flatMap((candidate) => validateManifest(candidate, '1.36'))).toEqual([]);
  });

  test('is the same as a template with values filled in', () => {
    const evaluated = objectTemplates((app) => new PlatformChart(app, 'platform', symbolic<PlatformValues>()))
      .map(({ condition, template }) => compile(when(condition, template))(platformValues(variant)))
      .filter((candidate) => candidate !== undefined) as Manifest[];
    const sorted = (list: Manifest[]) => [...list].sort((left, right) => (left.kind < right.kind ? -1 : 1));
    expect(sorted(evaluated)).toEqual(sorted(objects(variant)));
  });
});

describe('IngressNamespace', () => {
  test('is never removed by Flux, because others may live in it', () => {
    expect(object('Namespace')!.metadata).toMatchObject({ name: 'traefik', annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } });
  });
});

describe('CertificateIssuer', () => {
  test('answers challenges through the IngressClass of the environment', () => {
    expect(object('ClusterIssuer')).toHaveProperty('spec.acme', {
      server: 'https://acme-staging-v02.api.letsencrypt.org/directory',
      email: 'ops@contoso.com',
      privateKeySecretRef: { name: 'letsencrypt-staging-account-key' },
      solvers: [{ http01: { ingress: { ingressClassName: 'traefik' } } }],
    });
  });

  test('answers challenges through the Gateway where there is one', () => {
    expect(object('ClusterIssuer', { ingress: GATEWAY_API })).toHaveProperty('spec.acme.solvers', [
      { http01: { gatewayHTTPRoute: { parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'scoring', namespace: 'gateways' }] } } },
    ]);
  });

  test('signs with an own CA and knows no ACME then', () => {
    const issuer = object('ClusterIssuer', { certificates: { ...certificates, mode: 'ca', issuer: 'ca', caSecretName: 'own-ca' } });
    expect(issuer).toHaveProperty('spec', { ca: { secretName: 'own-ca' } });
  });
});

describe('HostCertificate', () => {
  test('covers all hosts of the environment with one certificate', () => {
    expect(object('Certificate')).toHaveProperty('spec.dnsNames', ['models.contoso.com', 'scores.contoso.com']);
  });

  test('is served by Traefik where an Ingress names no other', () => {
    expect(object('TLSStore')).toMatchObject({ metadata: { name: 'default', namespace: 'traefik' }, spec: { defaultCertificate: { secretName: 'scoring-hosts-tls' } } });
  });

  test('is not asked for where it exists already', () => {
    const kinds = objects({ certificates: { ...certificates, mode: 'secret', issuer: '', certManager: false } }).map(({ kind }) => kind);
    expect(kinds).toEqual(['Namespace', 'TLSStore']);
  });
});

describe('certificates are watched', () => {
  const monitored = (prometheus: PlatformValues['monitoring']['prometheus'], certManager = true) => objects({
    certificates: { ...certificates, certManager }, monitoring: { prometheus, grafana: false, namespace: 'monitoring', scrapeIntervalSeconds: 15 },
  }).filter(({ kind }) => kind === 'PodMonitor' || kind === 'PrometheusRule').map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.namespace}`);

  test('by Azure\'s Prometheus, whose alerts are no objects of the cluster', () => {
    expect(monitored('azure')).toEqual(['azmonitoring.coreos.com/v1 PodMonitor monitoring']);
  });

  test('by an operator\'s Prometheus', () => {
    expect(monitored('operator')).toEqual(['monitoring.coreos.com/v1 PodMonitor monitoring', 'monitoring.coreos.com/v1 PrometheusRule monitoring']);
  });

  test('by nobody where there is no Prometheus', () => {
    expect(monitored('none')).toEqual([]);
  });

  test('where somebody else installs cert-manager and has it scraped, by the alerts alone', () => {
    expect(monitored('operator', false)).toEqual(['monitoring.coreos.com/v1 PrometheusRule monitoring']);
  });

  test('under the namespace of the certificate, not of cert-manager', () => {
    expect(object('PodMonitor')).toHaveProperty('spec.namespaceSelector', { matchNames: ['cert-manager'] });
    expect(object('PodMonitor')).toHaveProperty('spec.podMetricsEndpoints', [{ port: 'http-metrics', path: '/metrics', honorLabels: true, interval: '30s' }]);
  });
});

describe('HostGateway', () => {
  const gateway = object('Gateway', { ingress: GATEWAY_API }) as unknown as { spec: { listeners: Listener[] } };

  test('has an HTTPS and an HTTP listener for each host', () => {
    expect(gateway.spec.listeners.map(({ name, port }) => [name, port])).toEqual([
      ['https-models.contoso.com', 443], ['https-scores.contoso.com', 443], ['http-models.contoso.com', 80], ['http-scores.contoso.com', 80],
    ]);
  });

  test('lets the namespaces of models attach to HTTPS, and none of them to HTTP', () => {
    const listeners = (port: number) => gateway.spec.listeners.filter((listener) => listener.port === port);
    const from = (port: number) => new Set(listeners(port).map(({ allowedRoutes }) => allowedRoutes.namespaces.from));
    expect(from(443)).toEqual(new Set(['Selector']));
    expect(from(80)).toEqual(new Set(['Same']));
  });

  test('redirects plain http', () => {
    expect(object('HTTPRoute', { ingress: GATEWAY_API })).toMatchObject({
      spec: {
        parentRefs: [{ sectionName: 'http-models.contoso.com' }, { sectionName: 'http-scores.contoso.com' }],
        rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
      },
    });
  });
});

interface Listener {
  readonly name: string;
  readonly port: number;
  readonly allowedRoutes: { readonly namespaces: { readonly from: string } };
}
