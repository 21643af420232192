import { Construct } from 'constructs';
import { concat, type Reference } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import { IMAGE_VERSION } from './watched-image';
import type { ClusterValues } from '../spec/cluster-values';

/**
 * Flux's image automation (https://fluxcd.io/flux/components/image/imageupdateautomations/): commits to specs, never to dist/, and to a branch of
 * its own, from which a pull request brings both to the one that Flux follows. It has a source of its own because its credentials may push, and
 * those of the tree's source should not.
 */
export class ImageUpdates extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ClusterValues>) {
    super(scope, id);
    const { environment, imageUpdates } = values;
    addKubeObject(this, 'Specs', { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository' }, {
      metadata: platformMetadata(values, FLUX.imageUpdates, FLUX.namespace),
      spec: {
        interval: '5m', timeout: '3m', url: imageUpdates.url, ref: { branch: imageUpdates.branch }, secretRef: { name: imageUpdates.secretName },
      },
    });
    addKubeObject(this, 'Automation', { apiVersion: IMAGE_VERSION, kind: 'ImageUpdateAutomation' }, {
      metadata: platformMetadata(values, FLUX.imageUpdates, FLUX.namespace),
      spec: {
        interval: '5m',
        sourceRef: { kind: 'GitRepository', name: FLUX.imageUpdates },
        policySelector: { matchLabels: { 'plumbline/environment': environment.name } },
        update: { strategy: 'Setters', path: imageUpdates.path },
        git: {
          checkout: { ref: { branch: imageUpdates.branch } },
          push: { branch: imageUpdates.pushBranch },
          commit: {
            author: { name: concat('Flux in ', environment.name), email: 'flux@plumbline.invalid' },
            messageTemplate: concat(
              'Newer images for ', environment.name, '\n\n{{ range .Changed.Changes }}- {{ .OldValue }} -> {{ .NewValue }}\n{{ end }}',
            ),
          },
        },
      },
    });
  }
}
