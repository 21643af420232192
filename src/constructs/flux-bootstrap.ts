import { Construct } from 'constructs';
import { equal, not, type Reference, when } from '../expression';
import { FluxArtifact } from './flux-artifact';
import { FluxKustomization } from './flux-kustomization';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { ClusterValues } from '../spec/cluster-values';

/** What AKS's extension makes by itself, for every other way to install Flux: the source, and the root that follows it. */
export class FluxBootstrap extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ClusterValues>) {
    super(scope, id);
    const { flux } = values;
    const metadata = platformMetadata(values, FLUX.source, FLUX.namespace);
    const secretRef = when(equal(flux.secretName, ''), undefined, { name: flux.secretName });
    addKubeObject(this, 'Repository', { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository' }, {
      metadata,
      spec: { interval: '1m', timeout: '3m', url: flux.url, ref: { branch: flux.reference }, secretRef },
    }, { condition: equal(flux.kind, 'GitRepository') });
    new FluxArtifact(this, 'Artifact', values, { name: FLUX.source, url: flux.url, flux, condition: not(equal(flux.kind, 'GitRepository')) });
    new FluxKustomization(this, 'Root', values, {
      name: FLUX.root,
      path: flux.path,
      sourceKind: flux.kind,
      wait: false,
      timeout: '10m',
      retryInterval: '1m',
      more: { postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: FLUX.infrastructure, optional: true }] } },
    });
  }
}
