import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { concat, equal, type Reference, type Value, when } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { hasShare } from './model-fetcher';
import { platformMetadata } from './platform-metadata';
import type { ReleasedTenantValues } from '../spec/cluster-values';

/** Name of the account that Flux installs a model's chart as, and of its HelmRelease. */
export const releaseName = (model: Value<string>) => concat('model-', model);

/** As often as a Kustomization of models looks whether the cluster still is what it should be. */
const DRIFT_INTERVAL = '10m';

/** Trying again is all: neither an install nor an upgrade that failed takes anything away, and a rolling update keeps the pods that are ready. */
const RETRY = { strategy: { name: 'RetryOnFailure', retryInterval: '1m' } };

/** What the chart holds and a model's account may not apply, as tenancy has it. The namespace is the release's own, so the chart leaves it out. */
const WITHOUT_VOLUME = [{
  kustomize: {
    patches: [{ target: { kind: 'PersistentVolume' }, patch: 'apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: any }\n$patch: delete\n' }],
  },
}];

/**
 * A model as a Helm release (https://fluxcd.io/flux/components/helm/helmreleases/), installed as an account of its own. That account is what decides
 * about the model's objects when the release goes: helm-controller uninstalls nothing where the account may not, and gives up where it is gone. So a
 * model whose spec goes leaves with its namespace; and where Flux is to apply manifests instead, the account loses its right in the namespace before
 * the release goes (kustomize-controller prunes after it has applied), and the pods run on.
 *
 * A HelmRelease cannot depend on a Kustomization: the one that applies this waits for the components. Values are part of the chart, so that a release
 * sees new values and new templates at one moment; here is only what no chart knows, the identity that Flux fills in.
 */
export class ModelRelease extends Construct {
  constructor(scope: Construct, id: string, { model, release, version }: Reference<ReleasedTenantValues>) {
    super(scope, id);
    const { charts } = release;
    const name = releaseName(model.name);
    const metadata = platformMetadata(release, name, FLUX.namespace);
    const fromRegistry = equal(charts.kind, 'HelmRepository');
    addKubeObject<k8s.KubeServiceAccountProps>(this, 'Account', k8s.KubeServiceAccount.GVK, { metadata, automountServiceAccountToken: false });
    addKubeObject(this, 'Resource', { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' }, {
      metadata: { ...metadata, annotations: { ...metadata.annotations, 'kustomize.toolkit.fluxcd.io/substitute': undefined } },
      spec: {
        interval: DRIFT_INTERVAL,
        // A model that does not come up keeps a worker of Flux for as long.
        timeout: '3m',
        releaseName: model.name,
        targetNamespace: model.namespace,
        storageNamespace: model.namespace,
        serviceAccountName: name,
        chart: {
          spec: {
            chart: release.chart,
            version: when(fromRegistry, version),
            sourceRef: { kind: charts.kind, name: FLUX.charts },
            valuesFiles: release.valuesFiles,
            verify: when(equal(charts.verify.provider, ''), undefined, {
              provider: charts.verify.provider,
              secretRef: when(equal(charts.verify.secretName, ''), undefined, { name: charts.verify.secretName }),
            }),
          },
        },
        install: RETRY,
        upgrade: RETRY,
        driftDetection: { mode: 'enabled' },
        postRenderers: when(hasShare(model), WITHOUT_VOLUME),
        values: when(model.identity.enabled, { identity: { clientId: model.identity.clientId, tenantId: model.identity.tenantId } }),
      },
    });
  }
}
