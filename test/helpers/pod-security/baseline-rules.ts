import { allContainers, allContexts, containerContexts, type Context, type PodTemplate, type SecurityContext } from './pod-template';

/** A control of the Pod Security Standards; `check` answers what breaks it, each with its field. */
export interface PodSecurityRule {
  /** As https://kubernetes.io/docs/concepts/security/pod-security-standards/ names it. */
  readonly name: string;
  readonly check: (pod: PodTemplate) => readonly string[];
}

const BASELINE_CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID',
  'SYS_CHROOT',
];
const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const SAFE_SYSCTLS = [
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_syncookies', 'net.ipv4.tcp_wmem',
];
const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** Messages for the contexts of which `value` answers something that is not allowed. */
function forbidden(contexts: readonly Context[], field: string, value: (context: SecurityContext) => unknown): string[] {
  return contexts
    .map(({ field: place, context }) => ({ place, found: value(context) }))
    .filter(({ found }) => found !== undefined)
    .map(({ place, found }) => `${place}.${field} must not be ${JSON.stringify(found)}`);
}

/** The value, unless it is an allowed one. */
const unless = <T>(allowed: readonly T[], value: T | undefined): T | undefined => (
  value !== undefined && allowed.includes(value) ? undefined : value
);

function handlerHosts({ spec }: PodTemplate): string[] {
  return allContainers(spec).flatMap(({ name, livenessProbe, readinessProbe, startupProbe, lifecycle }) => {
    const hooks = { 'lifecycle.postStart': lifecycle?.postStart, 'lifecycle.preStop': lifecycle?.preStop };
    return Object.entries({ livenessProbe, readinessProbe, startupProbe, ...hooks }).flatMap(([field, handler]) => (['httpGet', 'tcpSocket'] as const)
      .filter((action) => handler?.[action]?.host)
      .map((action) => `container ${name}: ${field}.${action}.host must not be ${JSON.stringify(handler?.[action]?.host)}`));
  });
}

function appArmor({ metadata, spec }: PodTemplate): string[] {
  const annotations = Object.entries(metadata?.annotations ?? {})
    .filter(([key, value]) => key.startsWith(APPARMOR_ANNOTATION) && value !== '' && value !== 'runtime/default' && !value.startsWith('localhost/'));
  return [
    ...forbidden(allContexts(spec), 'appArmorProfile.type', ({ appArmorProfile }) => unless(['RuntimeDefault', 'Localhost'], appArmorProfile?.type)),
    ...annotations.map(([key, value]) => `annotation ${key} must not be ${JSON.stringify(value)}`),
  ];
}

/** Policy "baseline", as of Kubernetes 1.34 to 1.36. */
export const BASELINE_RULES: readonly PodSecurityRule[] = [
  {
    name: 'HostProcess',
    check: ({ spec }) => forbidden(allContexts(spec), 'windowsOptions.hostProcess', ({ windowsOptions }) => windowsOptions?.hostProcess || undefined),
  },
  {
    name: 'Host Namespaces',
    check: ({ spec }) => (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => spec[field]).map((field) => `${field} must not be true`),
  },
  {
    name: 'Privileged Containers',
    check: ({ spec }) => forbidden(containerContexts(spec), 'privileged', ({ privileged }) => privileged || undefined),
  },
  {
    name: 'Capabilities',
    check: ({ spec }) => containerContexts(spec).flatMap(({ field, context }) => (context.capabilities?.add ?? [])
      .filter((capability) => !BASELINE_CAPABILITIES.includes(capability))
      .map((capability) => `${field}.capabilities.add must not have ${capability}`)),
  },
  {
    name: 'HostPath Volumes',
    check: ({ spec }) => (spec.volumes ?? []).filter((volume) => 'hostPath' in volume).map(({ name }) => `volume ${name} must not be a hostPath`),
  },
  {
    name: 'Host Ports',
    check: ({ spec }) => allContainers(spec).flatMap(({ name, ports = [] }) => ports
      .filter(({ hostPort }) => hostPort)
      .map(({ hostPort }) => `container ${name}: hostPort must not be ${hostPort}`)),
  },
  { name: 'Host Probes / Lifecycle Hooks', check: handlerHosts },
  { name: 'AppArmor', check: appArmor },
  {
    name: 'SELinux',
    check: ({ spec }) => [
      ...forbidden(allContexts(spec), 'seLinuxOptions.type', ({ seLinuxOptions }) => unless(SELINUX_TYPES, seLinuxOptions?.type)),
      ...forbidden(allContexts(spec), 'seLinuxOptions.user', ({ seLinuxOptions }) => seLinuxOptions?.user || undefined),
      ...forbidden(allContexts(spec), 'seLinuxOptions.role', ({ seLinuxOptions }) => seLinuxOptions?.role || undefined),
    ],
  },
  {
    name: '/proc Mount Type',
    check: ({ spec }) => forbidden(containerContexts(spec), 'procMount', ({ procMount }) => unless(['Default'], procMount)),
  },
  {
    name: 'Seccomp',
    check: ({ spec }) => forbidden(
      allContexts(spec), 'seccompProfile.type', ({ seccompProfile }) => unless(['RuntimeDefault', 'Localhost'], seccompProfile?.type),
    ),
  },
  {
    name: 'Sysctls',
    check: ({ spec }) => (spec.securityContext?.sysctls ?? [])
      .filter(({ name }) => !SAFE_SYSCTLS.includes(name))
      .map(({ name }) => `securityContext.sysctls must not have ${name}`),
  },
];
