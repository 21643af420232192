import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { concat, type Reference } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata, substitutedAnnotations, tenancyLabels } from './metadata';
import { hasShare } from './model-fetcher';
import { RUNTIME } from './runtime-contract';
import type { ScoringValues } from '../spec/values';

/** A share is as large as it is; Kubernetes wants a figure to match claim and volume by. */
const NOMINAL_CAPACITY = '1Gi';

export const shareName = (values: Reference<ScoringValues>) => concat(values.name, '-model-share');

/** The volume of a model's share; it belongs to the cluster and to no namespace. */
export class ModelShareVolume extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    const name = shareName(values);
    const { share } = values.artifact;
    addKubeObject<k8s.KubePersistentVolumeProps>(this, 'Volume', k8s.KubePersistentVolume.GVK, {
      metadata: { ...objectMetadata(values, name), namespace: undefined, labels: tenancyLabels(values), annotations: substitutedAnnotations(values) },
      spec: {
        accessModes: ['ReadOnlyMany'],
        capacity: { storage: NOMINAL_CAPACITY },
        claimRef: { namespace: values.namespace, name },
        csi: {
          driver: 'file.csi.azure.com',
          readOnly: true,
          // One handle a model: the driver takes volumes with one handle for one mount, and models have different identities.
          volumeHandle: concat(share.resourceGroup, '#', share.storageAccount, '#', share.name, '##', values.name),
          volumeAttributes: {
            clientID: values.identity.clientId,
            mountWithWorkloadIdentityToken: 'true',
            resourcegroup: share.resourceGroup,
            server: share.server,
            shareName: share.name,
            storageaccount: share.storageAccount,
            tenantID: values.identity.tenantId,
          },
        },
        mountOptions: ['dir_mode=0550', 'file_mode=0440', `uid=${RUNTIME.userId}`, `gid=${RUNTIME.userId}`, 'nosharesock', 'actimeo=30', 'nobrl'],
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: '',
      },
    }, { condition: hasShare(values) });
  }
}

/**
 * The Azure Files share that holds the model, mounted read-only with the model's own identity: the storage account has no shared keys
 * (https://github.com/kubernetes-sigs/azurefile-csi-driver, docs/workload-identity-static-pv-mount.md).
 */
export class ModelShare extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    const name = shareName(values);
    new ModelShareVolume(this, 'PersistentVolume', values);
    addKubeObject<k8s.KubePersistentVolumeClaimProps>(this, 'Claim', k8s.KubePersistentVolumeClaim.GVK, {
      metadata: objectMetadata(values, name),
      spec: {
        accessModes: ['ReadOnlyMany'],
        resources: { requests: { storage: NOMINAL_CAPACITY } },
        storageClassName: '',
        volumeName: name,
      },
    }, { condition: hasShare(values) });
  }
}
