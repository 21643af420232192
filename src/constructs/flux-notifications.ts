import { Construct } from 'constructs';
import { and, equal, not, or, type Reference, when } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { ClusterValues } from '../spec/cluster-values';

/** v1beta3 is what Flux 2.7 and 2.9 both serve of these two. */
const VERSION = 'notification.toolkit.fluxcd.io/v1beta3';

/** Whom Flux tells what it did, and who tells Flux to look (https://fluxcd.io/flux/components/notification/). Secrets are referred to by name. */
export class FluxNotifications extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ClusterValues>) {
    super(scope, id);
    const { notifications, receiver, flux } = values;
    const wanted = { condition: not(equal(notifications.type, '')) };
    const tellsCommits = or(equal(notifications.type, 'github'), equal(notifications.type, 'gitlab'), equal(notifications.type, 'azuredevops'));
    addKubeObject(this, 'Provider', { apiVersion: VERSION, kind: 'Provider' }, {
      metadata: platformMetadata(values, FLUX.source, FLUX.namespace),
      spec: {
        type: notifications.type,
        address: when(tellsCommits, notifications.address),
        secretRef: { name: notifications.secretName },
      },
    }, wanted);
    addKubeObject(this, 'Alert', { apiVersion: VERSION, kind: 'Alert' }, {
      metadata: platformMetadata(values, FLUX.source, FLUX.namespace),
      spec: {
        providerRef: { name: FLUX.source },
        // The state of a commit is both good and bad news.
        eventSeverity: when(and(not(tellsCommits), equal(notifications.severity, 'error')), 'error', 'info'),
        eventMetadata: { environment: values.environment.name },
        eventSources: ['Kustomization', 'HelmRelease', 'GitRepository', 'OCIRepository'].map((kind) => ({ kind, name: '*' })),
      },
    }, wanted);
    addKubeObject(this, 'Receiver', { apiVersion: 'notification.toolkit.fluxcd.io/v1', kind: 'Receiver' }, {
      metadata: platformMetadata(values, FLUX.source, FLUX.namespace),
      spec: {
        type: receiver.type,
        secretRef: { name: receiver.secretName },
        resources: [{ apiVersion: 'source.toolkit.fluxcd.io/v1', kind: flux.kind, name: FLUX.source }],
      },
    }, { condition: not(equal(receiver.type, '')) });
  }
}
