import { Construct } from 'constructs';
import { equal, type Reference, when } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { ImageUpdateValues } from '../spec/cluster-values';

/** What Flux 2.7 and later serve of image automation's kinds (https://fluxcd.io/blog/2025/09/flux-v2.7.0/). */
export const IMAGE_VERSION = 'image.toolkit.fluxcd.io/v1';

/** Which images of a model there are, and the newest that its range allows, by tag and digest (https://fluxcd.io/flux/components/image/imagepolicies/). */
export class WatchedImage extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ImageUpdateValues>) {
    super(scope, id);
    const { name, image, provider, range } = values;
    const metadata = platformMetadata(values, name, FLUX.namespace);
    addKubeObject(this, 'Repository', { apiVersion: IMAGE_VERSION, kind: 'ImageRepository' }, {
      metadata,
      spec: { image, interval: '5m', timeout: '1m', provider: when(equal(provider, 'generic'), undefined, provider) },
    });
    addKubeObject(this, 'Policy', { apiVersion: IMAGE_VERSION, kind: 'ImagePolicy' }, {
      metadata,
      spec: {
        imageRepositoryRef: { name },
        policy: { semver: { range } },
        // A tag that is pushed anew is not another version, and so not taken.
        digestReflectionPolicy: 'IfNotPresent',
      },
    });
  }
}
