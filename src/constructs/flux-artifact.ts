import { Construct } from 'constructs';
import { equal, type Reference, type Value, when } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { type Marks, platformMetadata } from './platform-metadata';
import type { SourceValues } from '../spec/cluster-values';

export interface FluxArtifactProps {
  readonly name: Value<string>;
  readonly url: Value<string>;
  readonly flux: Reference<SourceValues>;
  /** When it exists at all. @default true */
  readonly condition?: Value<boolean>;
}

/**
 * Something in a registry that Flux reads, under the tag that `plumbline publish` moves (https://fluxcd.io/flux/components/source/ocirepositories/).
 * Its revision is its digest: a commit that does not change it costs one request to the registry.
 */
export class FluxArtifact extends Construct {
  constructor(scope: Construct, id: string, values: Marks, { name, url, flux, condition }: FluxArtifactProps) {
    super(scope, id);
    addKubeObject(this, 'Resource', { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository' }, {
      metadata: platformMetadata(values, name, FLUX.namespace),
      spec: {
        interval: '1m',
        timeout: '3m',
        url,
        ref: { tag: flux.reference },
        provider: flux.provider,
        insecure: when(flux.insecure, true),
        verify: when(equal(flux.verify.provider, ''), undefined, {
          provider: flux.verify.provider,
          secretRef: when(equal(flux.verify.secretName, ''), undefined, { name: flux.verify.secretName }),
        }),
      },
    }, { condition });
  }
}
