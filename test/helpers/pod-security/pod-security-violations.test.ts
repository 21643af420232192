import { podSecurityViolations } from './pod-security-violations';
import type { Container, PodSpec, PodTemplate, SecurityContext } from './pod-template';

const SECURE: SecurityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/** A pod that "restricted" admits, with some fields replaced. */
function pod(spec: Partial<PodSpec> = {}, context: SecurityContext = {}, container: Partial<Container> = {}): PodTemplate {
  return {
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name: 'app', securityContext: { ...SECURE, ...context }, ...container }],
      ...spec,
    },
  };
}

const rulesBroken = (template: PodTemplate, level?: 'baseline' | 'restricted'): string[] => [
  ...new Set(podSecurityViolations(template, level).map((violation) => violation.split(':')[0])),
];

const volume = (source: object): Partial<PodSpec> => ({ volumes: [{ name: 'data', ...source }] });
const podContext = (context: SecurityContext): Partial<PodSpec> => ({
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, ...context },
});
const apparmor = (value: string): PodTemplate => ({
  ...pod(), metadata: { annotations: { 'container.apparmor.security.beta.kubernetes.io/app': value } },
});

/** Control, a pod that keeps it, a pod that breaks it. */
const BASELINE: ReadonlyArray<[control: string, passing: PodTemplate, failing: PodTemplate]> = [
  ['HostProcess', pod({}, { windowsOptions: { hostProcess: false } }), pod({}, { windowsOptions: { hostProcess: true } })],
  ['Host Namespaces', pod({ hostNetwork: false }), pod({ hostNetwork: true })],
  ['Host Namespaces', pod({ hostPID: false }), pod({ hostPID: true })],
  ['Host Namespaces', pod({ hostIPC: false }), pod({ hostIPC: true })],
  ['Privileged Containers', pod({}, { privileged: false }), pod({}, { privileged: true })],
  [
    'Capabilities',
    pod({}, { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }),
    pod({}, { capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } }),
  ],
  ['HostPath Volumes', pod(volume({ emptyDir: {} })), pod(volume({ hostPath: { path: '/' } }))],
  ['Host Ports', pod({}, {}, { ports: [{ hostPort: 0 }] }), pod({}, {}, { ports: [{ hostPort: 80 }] })],
  [
    'Host Probes / Lifecycle Hooks',
    pod({}, {}, { livenessProbe: { httpGet: {} }, lifecycle: { preStop: { tcpSocket: { host: '' } } } }),
    pod({}, {}, { livenessProbe: { httpGet: { host: '10.0.0.1' } } }),
  ],
  ['Host Probes / Lifecycle Hooks', pod(), pod({}, {}, { lifecycle: { postStart: { tcpSocket: { host: '10.0.0.1' } } } })],
  ['AppArmor', pod({}, { appArmorProfile: { type: 'RuntimeDefault' } }), pod({}, { appArmorProfile: { type: 'Unconfined' } })],
  ['AppArmor', apparmor('localhost/profile'), apparmor('unconfined')],
  ['SELinux', pod({}, { seLinuxOptions: { type: 'container_t' } }), pod({}, { seLinuxOptions: { type: 'spc_t' } })],
  ['SELinux', pod({}, { seLinuxOptions: { user: '' } }), pod({}, { seLinuxOptions: { user: 'system_u' } })],
  ['SELinux', pod(podContext({ seLinuxOptions: { role: '' } })), pod(podContext({ seLinuxOptions: { role: 'sysadm_r' } }))],
  ['/proc Mount Type', pod({}, { procMount: 'Default' }), pod({}, { procMount: 'Unmasked' })],
  ['Seccomp', pod({}, { seccompProfile: { type: 'Localhost' } }), pod({}, { seccompProfile: { type: 'Unconfined' } })],
  ['Sysctls', pod(podContext({ sysctls: [{ name: 'net.ipv4.tcp_rmem' }] })), pod(podContext({ sysctls: [{ name: 'kernel.msgmax' }] }))],
];

const RESTRICTED: ReadonlyArray<[control: string, passing: PodTemplate, failing: PodTemplate]> = [
  ['Volume Types', pod(volume({ csi: { driver: 'file.csi.azure.com' } })), pod(volume({ nfs: { server: 'host', path: '/' } }))],
  ['Privilege Escalation', pod({}, { allowPrivilegeEscalation: false }), pod({}, { allowPrivilegeEscalation: undefined })],
  ['Running as Non-root', pod({}, { runAsNonRoot: true }), pod({}, { runAsNonRoot: false })],
  [
    'Running as Non-root',
    pod({ securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }, { runAsNonRoot: true }),
    pod({ securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
  ],
  ['Running as Non-root user', pod({}, { runAsUser: 10001 }), pod({}, { runAsUser: 0 })],
  [
    'Seccomp',
    pod({ securityContext: { runAsNonRoot: true } }, { seccompProfile: { type: 'RuntimeDefault' } }),
    pod({ securityContext: { runAsNonRoot: true } }),
  ],
  ['Capabilities', pod({}, { capabilities: { drop: ['ALL'] } }), pod({}, { capabilities: { drop: ['NET_RAW'] } })],
  ['Capabilities', pod(), pod({}, { capabilities: { drop: ['ALL'], add: ['CHOWN'] } })],
];

test.each(BASELINE)('baseline admits what keeps "%s" (case %#)', (_control, passing) => {
  expect(podSecurityViolations(passing, 'baseline')).toEqual([]);
});

test.each(BASELINE)('baseline refuses what breaks "%s" (case %#)', (control, _passing, failing) => {
  expect(rulesBroken(failing, 'baseline')).toEqual([control]);
});

test.each([...BASELINE, ...RESTRICTED])('restricted admits what keeps "%s" (case %#)', (_control, passing) => {
  expect(podSecurityViolations(passing)).toEqual([]);
});

test.each([...BASELINE, ...RESTRICTED])('restricted refuses what breaks "%s" (case %#)', (control, _passing, failing) => {
  expect(rulesBroken(failing)).toContain(control);
});

test.each(RESTRICTED)('baseline leaves "%s" to restricted (case %#)', (_control, _passing, failing) => {
  expect(podSecurityViolations(failing, 'baseline')).toEqual([]);
});

test.each(['initContainers', 'ephemeralContainers'] as const)('looks into %s', (field) => {
  expect(rulesBroken(pod({ [field]: [{ name: 'other', securityContext: { ...SECURE, privileged: true } }] }))).toEqual(['Privileged Containers']);
});

test('names the container and the field', () => {
  expect(podSecurityViolations(pod({}, { privileged: true }))).toEqual([
    'Privileged Containers: container app: securityContext.privileged must not be true',
  ]);
});
