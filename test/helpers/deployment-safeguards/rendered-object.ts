import type { PodTemplate } from '../pod-security/pod-template';

interface Amounts { readonly cpu?: string | number; readonly memory?: string | number }

export interface SafeguardedContainer {
  readonly name: string;
  readonly image: string;
  readonly resources?: { readonly requests?: Amounts; readonly limits?: Amounts };
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
}

type Labels = Readonly<Record<string, string>>;

/** A pod as the safeguards see it, Pod Security's view of it included. */
export interface SafeguardedPod extends PodTemplate {
  readonly metadata?: PodTemplate['metadata'] & { readonly labels?: Labels };
  readonly spec: PodTemplate['spec'] & {
    readonly containers: readonly SafeguardedContainer[];
    readonly initContainers?: readonly SafeguardedContainer[];
    readonly topologySpreadConstraints?: readonly unknown[];
    readonly affinity?: { readonly podAntiAffinity?: object };
  };
}

/** A rendered object, with the fields that the safeguards look at. */
export interface RenderedObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly provisioner?: string;
  readonly spec?: {
    readonly replicas?: number;
    readonly maxReplicas?: number;
    readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
    readonly selector?: object;
    readonly template?: SafeguardedPod;
  };
}

/** Kinds whose `template` makes pods. */
const WORKLOADS = ['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

/** The pod of a workload, or the object itself when it is a Pod. */
export function podOf(object: RenderedObject): SafeguardedPod | undefined {
  if (object.kind === 'Pod') return object as unknown as SafeguardedPod;
  return WORKLOADS.includes(object.kind) ? object.spec?.template : undefined;
}

export const nameOf = ({ kind, metadata }: RenderedObject): string => `${kind}/${metadata.name}`;
