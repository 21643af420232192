import type { PodSecurityRule } from './baseline-rules';
import { allContexts, containerContexts, type PodSpec, type SecurityContext } from './pod-template';

const VOLUME_TYPES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];

/** Containers for which a field is set neither by themselves nor by the pod. */
function unset(spec: PodSpec, isSet: (context: SecurityContext) => boolean): string[] {
  if (isSet(spec.securityContext ?? {})) return [];
  return containerContexts(spec).filter(({ context }) => !isSet(context)).map(({ field }) => field);
}

/** What policy "restricted" adds to "baseline", for Linux pods. The relaxations for user namespaces (hostUsers: false) are not made. */
export const RESTRICTED_RULES: readonly PodSecurityRule[] = [
  {
    name: 'Volume Types',
    check: ({ spec }) => (spec.volumes ?? [])
      .filter((volume) => Object.keys(volume).some((key) => key !== 'name' && !VOLUME_TYPES.includes(key)))
      .map((volume) => `volume ${volume.name} must be one of ${VOLUME_TYPES.join(', ')}, `
        + `found ${Object.keys(volume).filter((key) => key !== 'name').join(', ')}`),
  },
  {
    name: 'Privilege Escalation',
    check: ({ spec }) => containerContexts(spec)
      .filter(({ context }) => context.allowPrivilegeEscalation !== false)
      .map(({ field }) => `${field}.allowPrivilegeEscalation must be false`),
  },
  {
    name: 'Running as Non-root',
    check: ({ spec }) => [
      ...allContexts(spec).filter(({ context }) => context.runAsNonRoot === false).map(({ field }) => `${field}.runAsNonRoot must not be false`),
      ...unset(spec, ({ runAsNonRoot }) => runAsNonRoot !== undefined).map((field) => `${field}.runAsNonRoot must be true, here or in the pod`),
    ],
  },
  {
    name: 'Running as Non-root user',
    check: ({ spec }) => allContexts(spec).filter(({ context }) => context.runAsUser === 0).map(({ field }) => `${field}.runAsUser must not be 0`),
  },
  {
    name: 'Seccomp',
    check: ({ spec }) => unset(spec, ({ seccompProfile }) => seccompProfile !== undefined)
      .map((field) => `${field}.seccompProfile.type must be RuntimeDefault or Localhost, here or in the pod`),
  },
  {
    name: 'Capabilities',
    check: ({ spec }) => containerContexts(spec).flatMap(({ field, context: { capabilities } }) => [
      ...(capabilities?.drop?.includes('ALL') ? [] : [`${field}.capabilities.drop must have ALL`]),
      ...(capabilities?.add ?? []).filter((name) => name !== 'NET_BIND_SERVICE')
        .map((name) => `${field}.capabilities.add may have NET_BIND_SERVICE only, found ${name}`),
    ]),
  },
];
