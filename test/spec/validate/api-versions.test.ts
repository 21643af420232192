import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { API_VERSIONS, type ApiVersion } from '../../../src/spec/plan/api-versions';
import { FLUX_DISTRIBUTIONS } from '../../../src/spec/plan/flux-distributions';
import { GATEWAY_API_BUNDLES } from '../../../src/spec/plan/gateway-api-bundles';
import { KUBERNETES_VERSIONS } from '../../../src/spec/plan/kubernetes-versions';
import { isAtLeast } from '../../../src/spec/plan/release-order';
import { apiVersions } from '../../../src/spec/validate/rules/environment/api-versions';
import { environmentOf } from '../../azure/fleets';

const root = join(__dirname, '../../..');

/** What is said of an environment, with a row of the table changed. */
function said(apiVersion: string, change: Partial<ApiVersion>, spec: Parameters<typeof environmentOf>[0] = {}): string[] {
  const rows = API_VERSIONS.filter((row) => row.apiVersion === apiVersion).map((row) => ({ ...row, ...change }));
  return apiVersions(rows)(environmentOf(spec)).map(({ message }) => message);
}

const gitops = { url: 'https://github.com/contoso/scoring', notifications: { type: 'msteams', secretName: 'flux-notifications' } } as const;
const ALERTS = 'notification.toolkit.fluxcd.io/v1beta3';

test('everything of the table is served wherever it is rendered', () => {
  const everything = environmentOf({ gitops: { ...gitops, receiver: { type: 'github', secretName: 'flux-webhook' }, imageUpdates: { models: { churn: '2.x' }, secretName: 'flux-push' } } });
  expect([everything, environmentOf({ gitops, ingress: { controller: 'gateway-api' } })].flatMap(apiVersions())).toEqual([]);
});

test('an API that a Flux does not serve yet is told with that Flux', () => {
  expect(said(ALERTS, { since: '2.8' }, { gitops })).toEqual([
    `spec.gitops: Alert and Provider are rendered in ${ALERTS}, which Flux 2.7 (AKS's extension) does not serve; it takes 2.8 or later (https://github.com/fluxcd/flux2/releases)`,
  ]);
});

test('an API that a Flux serves no more is told with that Flux', () => {
  expect(said(ALERTS, { until: '2.9' }, { gitops })).toEqual([
    `spec.gitops: Alert and Provider are rendered in ${ALERTS}, which Flux 2.9 (flux bootstrap) does not serve; it takes 2.3 or later, and less than 2.9 (https://github.com/fluxcd/flux2/releases)`,
  ]);
});

test('an API that nothing is rendered in is nobody\'s concern', () => {
  expect(said(ALERTS, { until: '2.4' }, { gitops: { url: gitops.url } })).toEqual([]);
});

test('the Gateway API is that of the cluster\'s version of Kubernetes', () => {
  const cluster = { name: 'scoring', region: 'westeurope', resourceGroup: 'scoring' };
  const of = (kubernetesVersion: string) => said('gateway.networking.k8s.io/v1', { since: '1.4' }, { cluster: { ...cluster, kubernetesVersion }, ingress: { controller: 'gateway-api' } });
  expect(of('1.34')).toEqual([expect.stringMatching(/^spec\.ingress\.controller: Gateway and HTTPRoute are rendered in .*, which the Gateway API 1\.3 that AKS has for Kubernetes 1\.34 does not serve; it takes 1\.4/)]);
  expect(of('1.35')).toEqual([]);
});

test('a component that somebody else installs is somebody else\'s', () => {
  expect(said('cert-manager.io/v1', { until: '1.5' })).toHaveLength(1);
  expect(said('cert-manager.io/v1', { until: '1.5' }, { components: { certManager: false } })).toEqual([]);
});

test('every version of Kubernetes that is known has its Gateway API', () => {
  const bundlesOf = (version: string) => GATEWAY_API_BUNDLES.filter(({ from, to }) => isAtLeast(version, from) && isAtLeast(to, version));
  const without = KUBERNETES_VERSIONS.filter(({ version }) => bundlesOf(version).length !== 1);
  expect(without).toEqual([]);
});

test('2.10 comes after 2.9', () => {
  expect([isAtLeast('2.10', '2.9'), isAtLeast('2.9', '2.10'), isAtLeast('3.0', '2.10'), isAtLeast('2.9', '2.9')]).toEqual([true, false, true, true]);
});

/** Served by Kubernetes itself, by an add-on of AKS, by a Prometheus operator, or by nobody: kustomize and cert-manager read the last two as files. */
const ELSEWHERE = [
  /^v1$/, /^[a-z]+\/v\d+$/, /\.k8s\.io\/v1$/, /^azmonitoring\.coreos\.com\/v1$/, /^monitoring\.coreos\.com\/v1$/, /^secrets-store\.csi\.x-k8s\.io\/v1$/,
  /^kustomize\.config\.k8s\.io\/v1beta1$/,
];

test('whatever is rendered in dist/ and in the golden files is in the table, or of an API that has no release of its own', () => {
  const files = ['dist', 'test/golden'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.includes('charts/')).map((file) => join(root, folder, file)));
  const rendered = new Set(files.flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as { apiVersion?: string; kind?: string } | null)
    .flatMap((object) => object?.apiVersion === undefined || object.apiVersion.startsWith('plumbline/') ? [] : [`${object.apiVersion} ${object.kind}`])));
  const known = new Set(API_VERSIONS.flatMap(({ apiVersion, kinds }) => kinds.map((kind) => `${apiVersion} ${kind}`)));
  const isElsewhere = (text: string) => !text.startsWith('gateway.') && ELSEWHERE.some((pattern) => pattern.test(text.split(' ')[0]));
  expect([...rendered].filter((text) => !known.has(text) && !isElsewhere(text))).toEqual([]);
  expect(rendered).toContain('kustomize.toolkit.fluxcd.io/v1 Kustomization');
});

test('the source of each Flux is one of that release', () => {
  expect(FLUX_DISTRIBUTIONS.map(({ release, source }) => source.includes(`/v${release}.`))).toEqual([true, true]);
});
