import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { PlatformValues } from '../spec/platform-values';

/**
 * The namespace of the ingress, for the certificate to stand in. It may be somebody else's, with a controller in it: so Flux must never
 * remove it (https://fluxcd.io/flux/components/kustomize/kustomizations/#prune).
 */
export class IngressNamespace extends Construct {
  constructor(scope: Construct, id: string, values: Reference<PlatformValues>) {
    super(scope, id);
    const metadata = platformMetadata(values, values.ingress.namespace);
    addKubeObject<k8s.KubeNamespaceProps>(this, 'Resource', k8s.KubeNamespace.GVK, {
      metadata: { ...metadata, annotations: { ...metadata.annotations, 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    });
  }
}
