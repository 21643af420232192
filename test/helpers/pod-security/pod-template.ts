/** The fields of a pod that Pod Security looks at; a Pod and the `template` of a workload both fit. */
export interface PodTemplate {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

export interface PodSpec {
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly securityContext?: SecurityContext;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly ephemeralContainers?: readonly Container[];
  readonly volumes?: ReadonlyArray<{ readonly name: string }>;
}

/** Of a pod or of a container; a field that only one of them has is absent in the other. */
export interface SecurityContext {
  readonly allowPrivilegeEscalation?: boolean;
  readonly privileged?: boolean;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly procMount?: string;
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  readonly seccompProfile?: { readonly type: string };
  readonly appArmorProfile?: { readonly type: string };
  readonly seLinuxOptions?: { readonly type?: string; readonly user?: string; readonly role?: string };
  readonly sysctls?: ReadonlyArray<{ readonly name: string }>;
  readonly windowsOptions?: { readonly hostProcess?: boolean };
}

interface Handler {
  readonly httpGet?: { readonly host?: string };
  readonly tcpSocket?: { readonly host?: string };
}

export interface Container {
  readonly name: string;
  readonly securityContext?: SecurityContext;
  readonly ports?: ReadonlyArray<{ readonly hostPort?: number }>;
  readonly livenessProbe?: Handler;
  readonly readinessProbe?: Handler;
  readonly startupProbe?: Handler;
  readonly lifecycle?: { readonly postStart?: Handler; readonly preStop?: Handler };
}

export function allContainers({ initContainers = [], containers, ephemeralContainers = [] }: PodSpec): readonly Container[] {
  return [...initContainers, ...containers, ...ephemeralContainers];
}

/** A security context and the field it stands in, for messages. */
export interface Context { readonly field: string; readonly context: SecurityContext }

export function containerContexts(spec: PodSpec): readonly Context[] {
  return allContainers(spec).map(({ name, securityContext }) => ({ field: `container ${name}: securityContext`, context: securityContext ?? {} }));
}

/** The pod's own first. */
export function allContexts(spec: PodSpec): readonly Context[] {
  return [{ field: 'securityContext', context: spec.securityContext ?? {} }, ...containerContexts(spec)];
}
