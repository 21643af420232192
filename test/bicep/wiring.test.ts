import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { bicepFolder, describeWithBicep, ROOT } from './bicep-cli';
import { predict, scopeOf, type Resource } from './predicted';

interface KubeObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: unknown;
}

const DIST = join(ROOT, 'dist');

/** Objects of the rendered models of production, as Flux reads them. */
const objects = readdirSync(join(DIST, 'models/production')).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
  .flatMap((name) => loadAll(readFileSync(join(DIST, 'models/production', name), 'utf8')) as (KubeObject | null)[])
  .filter((object) => object !== null);
const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
const text = (object: KubeObject) => JSON.stringify(object);

/** Service accounts that act as an identity, by namespace. */
const accounts = ofKind('ServiceAccount').filter(({ metadata }) => metadata.annotations?.['azure.workload.identity/client-id'] !== undefined);

const CREDENTIAL = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials';
const ROLES = { readBlobs: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', readSecrets: '4633458b-17de-408a-b874-0445c86b69e6', pull: '7f951dda-4ed3-4680-a7ca-43fe172d538d', mountShares: 'a235d3ee-5935-4cfb-8cc5-a3303ad5995e' };

// What the sample's manifests name, and what a deployment of the sample's parameters would make: the two sides of each link, as they are committed.
describeWithBicep('the rendered manifests and the predicted resources of production', () => {
  const folder = bicepFolder();
  let resources: Resource[] = [];

  beforeAll(() => {
    cpSync(join(ROOT, 'bicep/environments/production.bicepparam'), join(folder(), 'environments/production.bicepparam'));
    resources = predict(folder(), 'production');
  }, 180_000);

  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const named = (type: string) => ofType(type).map(({ name }) => name);

  /** Name of the identity that a namespace's service account may act as. */
  function identityOf({ metadata: { namespace, name } }: KubeObject): string[] {
    return ofType(CREDENTIAL).filter(({ properties }) => properties?.subject === `system:serviceaccount:${namespace}:${name}`).map((credential) => credential.name.split('/')[0]);
  }

  /** Ids of what an identity has a role on. */
  function scopes(identity: string, role: string): string[] {
    return ofType('Microsoft.Authorization/roleAssignments')
      .filter(({ properties }) => String(properties?.roleDefinitionId).endsWith(role) && String(properties?.principalId).includes(`/userAssignedIdentities/${identity}'`))
      .map(scopeOf);
  }

  test('there are accounts to look at', () => {
    expect(accounts.length).toBeGreaterThan(2);
  });

  test('each service account that acts as an identity has one credential', () => {
    expect(accounts.map((account) => identityOf(account).length)).toEqual(accounts.map(() => 1));
  });

  test('no credential is for a service account that is not rendered', () => {
    const subjects = accounts.map(({ metadata: { namespace, name } }) => `system:serviceaccount:${namespace}:${name}`);
    expect(ofType(CREDENTIAL).map(({ properties }) => properties?.subject).filter((subject) => !subjects.includes(String(subject)))).toEqual([]);
  });

  test('two models with one client id act as one identity, and no others do', () => {
    const pairs = accounts.map((account) => [account.metadata.annotations!['azure.workload.identity/client-id'], identityOf(account)[0]]);
    expect(new Set(pairs.map(([id]) => id)).size).toBe(new Set(pairs.map(([, identity]) => identity)).size);
    expect(new Set(pairs.map((pair) => pair.join(' '))).size).toBe(new Set(pairs.map(([id]) => id)).size);
  });

  test('each address of a blob lies in a container that is made, and its model may read that container', () => {
    const fetching = accounts.flatMap((account) => {
      const deployment = ofKind('Deployment').find(({ metadata }) => metadata.namespace === account.metadata.namespace)!;
      return [...text(deployment).matchAll(/https:\/\/([a-z0-9]+)\.blob\.core\.windows\.net\/([^/]+)\//g)].map(([, store, container]) => ({ account, store, container }));
    });
    expect(fetching.length).toBeGreaterThan(0);
    for (const { account, store, container } of fetching) {
      expect(named('Microsoft.Storage/storageAccounts/blobServices/containers')).toContain(`${store}/default/${container}`);
      expect(scopes(identityOf(account)[0], ROLES.readBlobs)).toEqual([expect.stringMatching(new RegExp(`/storageAccounts/${store}/blobServices/default/containers/${container}$`))]);
    }
  });

  test('each mounted share is one that is made, and its model may mount it', () => {
    const volumes = ofKind('PersistentVolume').map(({ spec }) => spec as { csi: { volumeAttributes: Record<string, string> }; claimRef: { namespace: string } });
    expect(volumes.length).toBeGreaterThan(0);
    for (const { csi: { volumeAttributes: { storageaccount, shareName } }, claimRef: { namespace } } of volumes) {
      expect(named('Microsoft.Storage/storageAccounts/fileServices/shares')).toContain(`${storageaccount}/default/${shareName}`);
      const account = accounts.find(({ metadata }) => metadata.namespace === namespace)!;
      expect(scopes(identityOf(account)[0], ROLES.mountShares)).toEqual([expect.stringMatching(new RegExp(`/storageAccounts/${storageaccount}$`))]);
    }
  });

  test('each vault that secrets are mounted from is the one that is made, and its model may read secrets there', () => {
    const classes = ofKind('SecretProviderClass');
    expect(classes.length).toBeGreaterThan(0);
    for (const { spec, metadata: { namespace } } of classes) {
      const { keyvaultName } = (spec as { parameters: Record<string, string> }).parameters;
      expect(named('Microsoft.KeyVault/vaults')).toEqual([keyvaultName]);
      const account = accounts.find(({ metadata }) => metadata.namespace === namespace)!;
      expect(scopes(identityOf(account)[0], ROLES.readSecrets)).toEqual([expect.stringMatching(new RegExp(`/vaults/${keyvaultName}$`))]);
    }
  });

  test('each mounted secret has a name that Key Vault takes', () => {
    const names = ofKind('SecretProviderClass').flatMap((object) => [...text(object).matchAll(/objectName: ([^\\]+)\\n *objectType: secret/g)].map(([, name]) => name));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !/^[0-9A-Za-z-]{1,127}$/.test(name))).toEqual([]);
  });

  test('each image of Azure\'s lies in the registry that the nodes may pull from', () => {
    const images = ofKind('Deployment').flatMap((deployment) => [...text(deployment).matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image));
    const registries = [...new Set(images.filter((image) => image.includes('.azurecr.')).map((image) => image.split('.')[0]))];
    expect(registries).toEqual(named('Microsoft.ContainerRegistry/registries'));
    const pulls = ofType('Microsoft.Authorization/roleAssignments').filter(({ properties }) => String(properties?.roleDefinitionId).endsWith(ROLES.pull));
    expect(pulls.map(scopeOf)).toEqual(ofType('Microsoft.ContainerRegistry/registries').map(({ id }) => id));
    expect(String(pulls[0].properties?.principalId)).toContain('kubeletidentity');
  });

  test('each model that acts as an identity may reach Azure over 443', () => {
    const open = accounts.map(({ metadata: { namespace } }) => ofKind('NetworkPolicy').some((policy) => policy.metadata.namespace === namespace
      && (policy.spec as { egress?: { ports?: { port: number }[]; to?: { ipBlock?: object }[] }[] }).egress?.some(({ ports = [], to = [] }) =>
        ports.some(({ port }) => port === 443) && to.some(({ ipBlock }) => ipBlock !== undefined)) === true));
    expect(open).toEqual(accounts.map(() => true));
  });

  test('each host of a route has a certificate', () => {
    const hosts = ofKind('Ingress').flatMap((ingress) => (ingress.spec as { tls: { hosts: string[] }[] }).tls.flatMap(({ hosts: names }) => names));
    const platform = loadAll(readFileSync(join(DIST, 'platform/production/certificate.yaml'), 'utf8')) as KubeObject[];
    const certified = [...platform, ...ofKind('Certificate')].flatMap(({ spec }) => (spec as { dnsNames: string[] }).dnsNames);
    expect(hosts.length).toBeGreaterThan(0);
    expect(hosts.filter((host) => !certified.includes(host))).toEqual([]);
  });

  test('the folder that Flux reads is there, and every variable in it has a value', () => {
    const [{ properties }] = ofType('Microsoft.KubernetesConfiguration/fluxConfigurations');
    const { cluster } = properties!.kustomizations as { cluster: { path: string; postBuild: { substitute: unknown } } };
    expect(existsSync(join(ROOT, cluster.path, 'kustomization.yaml'))).toBe(true);
    const variables = [...readFileSync(join(ROOT, cluster.path, 'config-map.yaml'), 'utf8').matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
    expect(variables.filter((name) => !JSON.stringify(cluster.postBuild.substitute).includes(name))).toEqual([]);
  });

  test('cluster and manifests are made for one version of Kubernetes', () => {
    const [{ properties }] = ofType('Microsoft.ContainerService/managedClusters');
    const environment = readFileSync(join(ROOT, 'environments/production.yaml'), 'utf8');
    expect(environment).toContain(`kubernetesVersion: "${String(properties?.kubernetesVersion)}"`);
  });
});
