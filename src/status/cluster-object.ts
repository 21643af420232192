/** What is read of an object of Kubernetes, as the API server writes it in JSON. Everything but its metadata may be missing. */
export interface ClusterObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly generation?: number;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string }[];
  };
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly lastUpdateTime?: string;
}

export interface Conditioned extends ClusterObject {
  readonly status?: { readonly conditions?: readonly Condition[]; readonly observedGeneration?: number };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly resources?: { readonly requests?: Readonly<Record<string, string>>; readonly limits?: Readonly<Record<string, string>> };
}

export interface Deployment extends ClusterObject {
  readonly spec: { readonly replicas?: number; readonly template: { readonly spec: { readonly containers: readonly Container[] } } };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly readyReplicas?: number;
    readonly conditions?: readonly Condition[];
  };
}

export type ReplicaSet = Conditioned;

interface Reason {
  readonly reason?: string;
  readonly message?: string;
}

export interface Terminated extends Reason {
  readonly exitCode: number;
  readonly startedAt?: string;
}

export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly ready: boolean;
  /** Runs, and passed its startup probe if it has one. */
  readonly started?: boolean;
  readonly restartCount?: number;
  readonly state?: { readonly waiting?: Reason; readonly running?: object; readonly terminated?: Terminated };
  readonly lastState?: { readonly terminated?: Terminated };
}

export interface Pod extends ClusterObject {
  readonly spec: { readonly containers: readonly Container[]; readonly initContainers?: readonly Container[] };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly startTime?: string;
    readonly conditions?: readonly Condition[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

export interface ClusterEvent extends ClusterObject {
  readonly reason?: string;
  readonly message?: string;
  readonly type?: string;
  readonly lastTimestamp?: string;
  readonly eventTime?: string;
  readonly involvedObject: { readonly kind: string; readonly name: string };
}

export interface Kustomization extends ClusterObject {
  readonly spec: { readonly suspend?: boolean; readonly sourceRef: { readonly kind: string; readonly name: string } };
  readonly status?: { readonly lastAppliedRevision?: string; readonly conditions?: readonly Condition[] };
}

export interface HelmRelease extends ClusterObject {
  readonly spec: { readonly suspend?: boolean };
  readonly status?: {
    /** The newest first. */
    readonly history?: readonly { readonly chartVersion: string; readonly status: string }[];
    readonly conditions?: readonly Condition[];
  };
}

export interface FluxSource extends ClusterObject {
  readonly spec: { readonly suspend?: boolean; readonly url?: string };
  readonly status?: { readonly artifact?: { readonly revision: string }; readonly conditions?: readonly Condition[] };
}

export interface Certificate extends Conditioned {
  readonly spec: { readonly dnsNames?: readonly string[]; readonly secretName: string };
}

/** An attempt to prove to an ACME server that a name is ours. */
export interface Challenge extends ClusterObject {
  readonly spec: { readonly dnsName: string };
  readonly status?: { readonly state?: string; readonly reason?: string };
}

/** An order of a certificate at an ACME server. */
export interface Order extends ClusterObject {
  readonly spec: { readonly dnsNames?: readonly string[] };
  readonly status?: { readonly state?: string; readonly reason?: string };
}

type WithConditions = { readonly status?: { readonly conditions?: readonly Condition[] } };

export function condition(object: WithConditions, type: string): Condition | undefined {
  return object.status?.conditions?.find((each) => each.type === type);
}
