import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { PINS } from './component-pins';
import { HelmComponent } from './helm-component';
import type { ClusterValues } from '../spec/cluster-values';

/** Offers the GPUs of nodes to pods. AKS installs the driver on GPU nodes and labels them; the plugin is the user's (https://learn.microsoft.com/azure/aks/use-nvidia-gpu). */
export class NvidiaDevicePlugin extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ClusterValues>) {
    super(scope, id);
    new HelmComponent(this, 'Component', values, {
      name: 'nvidia-device-plugin',
      pin: PINS.devicePlugin,
      namespace: 'nvidia-device-plugin',
      values: {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.azure.com/accelerator', operator: 'In', values: ['nvidia'] }] }],
            },
          },
        },
        // The pools of bicep/modules/node-pools.bicep have the taint `sku`.
        tolerations: [{ key: 'sku', operator: 'Exists', effect: 'NoSchedule' }, { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
        gfd: { enabled: false },
      },
    });
  }
}
