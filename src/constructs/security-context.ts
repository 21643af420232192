import type { k8s } from 'cdk8s-plus-27';
import { RUNTIME } from './runtime-contract';
import type { Templated } from './templated';

/** Pod Security "restricted" (https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted), and a read-only root. */
export function restrictedContainer(): Templated<k8s.SecurityContext> {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
  };
}

export function restrictedPod(): Templated<k8s.PodSecurityContext> {
  return {
    fsGroup: RUNTIME.userId,
    // A large model's volume is not walked again at every start.
    fsGroupChangePolicy: 'OnRootMismatch',
    runAsGroup: RUNTIME.userId,
    runAsNonRoot: true,
    runAsUser: RUNTIME.userId,
    seccompProfile: { type: 'RuntimeDefault' },
  };
}
