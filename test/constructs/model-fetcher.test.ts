import { kindsOf, manifestOf } from '../helpers/manifests';

const POD = 'spec.template.spec';
const blob = { source: 'blob', location: 'https://acc.blob.core.windows.net/models/churn.tar.gz', sha256: 'a'.repeat(64), maxSizeMiB: 512 } as const;
const share = { ...blob, source: 'share', location: 'churn/model.tar.gz', share: { name: 'models', storageAccount: 'acc', resourceGroup: 'rg', server: 's' } } as const;

describe('modelFetcher', () => {
  test('is left out where the image holds the model', () => {
    expect(manifestOf('Deployment', { artifact: { source: 'none' } })).not.toHaveProperty(`${POD}.initContainers`);
  });

  test('gets the blob and the checksum to hold it against', () => {
    const deployment = manifestOf('Deployment', { artifact: blob });
    expect(deployment).toHaveProperty(`${POD}.initContainers.0.env`, expect.arrayContaining([
      { name: 'PLUMBLINE_ARTIFACT_SOURCE', value: 'blob' },
      { name: 'PLUMBLINE_ARTIFACT_LOCATION', value: blob.location },
      { name: 'PLUMBLINE_ARTIFACT_SHA256', value: blob.sha256 },
    ]));
  });

  test('writes to a volume that holds the archive and what it unpacks to', () => {
    expect(manifestOf('Deployment', { artifact: blob })).toHaveProperty(`${POD}.volumes`, expect.arrayContaining([
      { name: 'model', emptyDir: { sizeLimit: '1024Mi' } },
    ]));
  });

  test('runs the model image itself, as restricted as the gateway', () => {
    const deployment = manifestOf('Deployment', { artifact: blob });
    const { spec } = deployment as unknown as { spec: { template: { spec: { initContainers: Container[]; containers: Container[] } } } };
    const [fetcher] = spec.template.spec.initContainers;
    const [gateway] = spec.template.spec.containers;
    expect(fetcher.image).toBe(gateway.image);
    expect(fetcher.securityContext).toEqual(gateway.securityContext);
  });

  test('reads a share through a read-only mount', () => {
    const deployment = manifestOf('Deployment', { artifact: share });
    expect(deployment).toHaveProperty(`${POD}.initContainers.0.volumeMounts`, expect.arrayContaining([
      { name: 'model-share', mountPath: '/mnt/model-share', readOnly: true },
    ]));
    expect(deployment).toHaveProperty(`${POD}.initContainers.0.env`, expect.arrayContaining([
      { name: 'PLUMBLINE_ARTIFACT_LOCATION', value: '/mnt/model-share/churn/model.tar.gz' },
    ]));
  });
});

describe('ModelShare', () => {
  test('makes a volume and a claim for a model on a share, and for no other', () => {
    expect(kindsOf({ artifact: share })).toEqual(expect.arrayContaining(['PersistentVolume', 'PersistentVolumeClaim']));
    expect(kindsOf({ artifact: blob })).not.toContain('PersistentVolume');
  });

  test('mounts with the identity of the model, without an account key', () => {
    const volume = manifestOf('PersistentVolume', { artifact: share, identity: { enabled: true, clientId: 'c', tenantId: 't' } });
    expect(volume).toHaveProperty('spec.csi.volumeAttributes', {
      clientID: 'c', mountWithWorkloadIdentityToken: 'true', resourcegroup: 'rg', server: 's', shareName: 'models', storageaccount: 'acc', tenantID: 't',
    });
    expect(volume).not.toHaveProperty('spec.csi.nodeStageSecretRef');
  });

  test('binds claim and volume to each other and to nothing else', () => {
    const claim = manifestOf('PersistentVolumeClaim', { artifact: share });
    const volume = manifestOf('PersistentVolume', { artifact: share });
    expect(claim).toHaveProperty('spec.volumeName', volume.metadata.name);
    expect(volume).toHaveProperty('spec.claimRef', { namespace: claim.metadata.namespace, name: claim.metadata.name });
  });
});

interface Container {
  readonly image: string;
  readonly securityContext: object;
}
