import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { PINS } from './component-pins';
import { HelmComponent } from './helm-component';
import type { ClusterValues } from '../spec/cluster-values';

/** A page to look at the cluster with. It has no rights of its own and no way in from outside: one signs in with one's own token through kubectl port-forward. */
export class Headlamp extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ClusterValues>) {
    super(scope, id);
    new HelmComponent(this, 'Component', values, {
      name: 'headlamp',
      pin: PINS.headlamp,
      namespace: 'headlamp',
      values: { clusterRoleBinding: { create: false }, service: { type: 'ClusterIP' }, ingress: { enabled: false } },
    });
  }
}
