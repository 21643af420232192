import { BASELINE_RULES } from './baseline-rules';
import type { PodTemplate } from './pod-template';
import { RESTRICTED_RULES } from './restricted-rules';

export type PodSecurityLevel = 'baseline' | 'restricted';

/**
 * What Pod Security admission would refuse in a Linux pod, as `<control>: <field and reason>`; empty when the pod is admitted.
 * The controls are those of https://kubernetes.io/docs/concepts/security/pod-security-standards/ for Kubernetes 1.34 to 1.36.
 *
 * @param podTemplate a Pod, or the `template` of a Deployment or Job
 */
export function podSecurityViolations(podTemplate: PodTemplate, level: PodSecurityLevel = 'restricted'): string[] {
  const rules = level === 'baseline' ? BASELINE_RULES : [...BASELINE_RULES, ...RESTRICTED_RULES];
  return rules.flatMap(({ name, check }) => check(podTemplate).map((violation) => `${name}: ${violation}`));
}
