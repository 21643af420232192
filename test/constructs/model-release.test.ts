import { clusterChart, releasedTenantChart } from '../../src/charts/flux-charts';
import { resolveCluster, type ResolvedCluster } from '../../src/spec/resolve/resolve-cluster';
import type { ScoringValues } from '../../src/spec/values';
import { validateManifest } from '../helpers/kubernetes-schemas/validate-manifest';
import { type Manifest, synthesize } from '../helpers/manifests';
import { ENVIRONMENT, MODEL, repositoryOf } from '../helpers/specs';

const OCI = 'url: "https://github.com/contoso/scoring", deliver: chart-oci';
const GIT = 'url: "https://github.com/contoso/scoring", deliver: chart-git';
const STORAGE = '  storage: { account: contosomodels }\n';
const SHARE = `${MODEL}  artifact: { share: { name: models, path: churn.tar.gz }, sha256: ${'a'.repeat(64)} }\n`;
const BLOB = `${MODEL}  artifact: { blob: churn.tar.gz, sha256: ${'a'.repeat(64)} }\n`;

function resolved(gitops: string, model = MODEL): { cluster: ResolvedCluster; models: ScoringValues[] } {
  const { environments, placements, errors } = repositoryOf(model, `${ENVIRONMENT}${STORAGE}  gitops: { ${gitops} }\n`);
  expect(errors).toEqual([]);
  const models = placements.map(({ values }) => values);
  return { cluster: resolveCluster(environments[0], models), models };
}

/** What is applied for the one model. */
function tenant(gitops: string, model = MODEL): Manifest[] {
  const { cluster: { releases: [release] }, models } = resolved(gitops, model);
  return synthesize((app) => releasedTenantChart(app, { model: models[0], release, version: '1.0.0-c0ffee' } as never));
}

const tree = (gitops: string): Manifest[] => synthesize((app) => clusterChart(app, resolved(gitops).cluster.cluster as never));
const named = (objects: readonly Manifest[], kind: string, name: string): Manifest =>
  objects.find((object) => object.kind === kind && object.metadata.name === name)!;
const release = (gitops: string, model = MODEL) => named(tenant(gitops, model), 'HelmRelease', 'model-churn').spec as {
  chart: { spec: { version?: string; chart: string; sourceRef: object; valuesFiles: readonly string[]; verify?: object } };
  postRenderers?: readonly object[];
  values?: object;
};
const deployer = (objects: readonly Manifest[]) => JSON.stringify(named(objects, 'ClusterRole', 'plumbline-deployer'));

describe('a model as a Helm release', () => {
  test.each([['from a registry', OCI], ['from Git', GIT]])('is accepted by the schemas of its kinds: %s', (_what, gitops) => {
    const objects = [...tenant(gitops), ...tenant(gitops, SHARE), ...tree(gitops)].filter(({ kind }) => kind !== 'ClusterRole');
    expect(objects.flatMap((object) => validateManifest(object, '1.36'))).toEqual([]);
  });

  test('names the version of its chart in a registry', () => {
    expect(release(OCI).chart.spec).toEqual({
      chart: 'churn', version: '1.0.0-c0ffee', sourceRef: { kind: 'HelmRepository', name: 'plumbline-charts' }, valuesFiles: ['values.yaml', 'values-production.yaml'],
    });
  });

  test('takes what is in Git at a commit', () => {
    expect(release(GIT).chart.spec).toEqual({
      chart: './dist/charts/churn',
      sourceRef: { kind: 'GitRepository', name: 'plumbline-charts' },
      valuesFiles: ['dist/charts/churn/values.yaml', 'dist/charts/churn/values-production.yaml'],
    });
  });

  test('finds the charts of a project that lies in a folder of its repository', () => {
    const inside = `path: scoring/dist/clusters/production, ${GIT}`;
    expect(release(inside).chart.spec.chart).toBe('./scoring/dist/charts/churn');
    expect(named(tree(inside), 'GitRepository', 'plumbline-charts').spec).toMatchObject({ ignore: '/scoring/dist/*\n!/scoring/dist/charts/\n' });
  });

  test('is installed as an account that has a right in the model\'s namespace alone', () => {
    const objects = tenant(OCI);
    expect(named(objects, 'HelmRelease', 'model-churn').spec).toMatchObject({ serviceAccountName: 'model-churn', targetNamespace: 'churn', storageNamespace: 'churn' });
    expect(named(objects, 'ServiceAccount', 'model-churn').metadata.namespace).toBe('flux-system');
    expect(objects.filter(({ kind }) => kind.endsWith('Binding')).map(({ kind, metadata, subjects }) => ({ kind, namespace: metadata.namespace, subjects }))).toEqual([
      { kind: 'RoleBinding', namespace: 'churn', subjects: [{ kind: 'ServiceAccount', name: 'model-churn', namespace: 'flux-system' }] },
    ]);
  });

  test('leaves the volume of a share to tenancy', () => {
    expect(release(OCI).postRenderers).toBeUndefined();
    expect(JSON.stringify(release(OCI, SHARE).postRenderers)).toContain('$patch: delete');
  });

  test('has Flux fill in an identity that the environment does not know', () => {
    expect(release(OCI).values).toBeUndefined();
    expect(release(OCI, BLOB).values).toEqual({ identity: { clientId: '${identity_crm_client_id}', tenantId: '${tenant_id}' } });
    expect(named(tenant(OCI, BLOB), 'HelmRelease', 'model-churn').metadata.annotations).not.toHaveProperty(['kustomize.toolkit.fluxcd.io/substitute']);
  });

  test('is checked by its signature where the environment says so', () => {
    expect(release(`${OCI}, verify: { provider: cosign, secretName: keys }`).chart.spec.verify).toEqual({ provider: 'cosign', secretRef: { name: 'keys' } });
  });
});

describe('the tree of an environment whose models are charts', () => {
  test('has no Kustomization of models', () => {
    expect(resolved(OCI).cluster).toMatchObject({ shards: [], teams: [] });
  });

  test('applies no release before the components were ready once', () => {
    expect(named(tree(OCI), 'Kustomization', 'plumbline-tenants').spec).toMatchObject({ dependsOn: [{ name: 'plumbline-components' }] });
    expect(named(tree(OCI.replace(', deliver: chart-oci', '')), 'Kustomization', 'plumbline-tenants').spec).not.toHaveProperty('dependsOn');
  });

  test('lets who installs a release keep Helm\'s record of it, and nobody who applies manifests read a Secret', () => {
    expect(deployer(tree(OCI))).toContain('"secrets"');
    expect(deployer(tree(OCI.replace(', deliver: chart-oci', '')))).not.toContain('"secrets"');
  });

  test('reads the registry with the cluster\'s identity', () => {
    expect(named(tree(OCI), 'HelmRepository', 'plumbline-charts').spec).toEqual({ type: 'oci', interval: '10m', url: 'oci://contososcoring.azurecr.io/charts', provider: 'azure' });
  });

  test('reads another registry where the environment names one', () => {
    expect(named(tree(`${OCI}, charts: "oci://127.0.0.1:5000/charts"`), 'HelmRepository', 'plumbline-charts').spec)
      .toMatchObject({ url: 'oci://127.0.0.1:5000/charts', provider: 'generic', insecure: true });
  });
});
