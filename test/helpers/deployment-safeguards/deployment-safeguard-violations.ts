import { nameOf, podOf, type RenderedObject } from './rendered-object';
import { SAFEGUARD_RULES } from './safeguard-rules';
import { podSecurityViolations } from '../pod-security/pod-security-violations';

const DOCUMENTATION = 'https://learn.microsoft.com/azure/aks/deployment-safeguards';

export interface SafeguardViolation {
  /** The documentation's name of the safeguard. */
  readonly rule: string;
  /** See SafeguardRule. */
  readonly severity: 'deny' | 'warn';
  readonly message: string;
  readonly link: string;
}

/**
 * What AKS deployment safeguards at level Enforce (the default of AKS Automatic) would refuse or rewrite in objects that are applied together.
 * Pod Security "baseline" is among them: AKS Automatic enforces it and it cannot be turned off there.
 */
export function deploymentSafeguardViolations(objects: readonly RenderedObject[]): SafeguardViolation[] {
  const safeguards = SAFEGUARD_RULES.flatMap(({ rule, severity, check }) => check(objects)
    .map((message) => ({ rule, severity, message, link: `${DOCUMENTATION}#deployment-safeguards-policies` })));
  const podSecurity = objects.flatMap((object) => {
    const pod = podOf(object);
    return (pod ? podSecurityViolations(pod, 'baseline') : []).map((violation): SafeguardViolation => ({
      rule: violation.slice(0, violation.indexOf(':')),
      severity: 'deny',
      message: `${nameOf(object)}:${violation.slice(violation.indexOf(':') + 1)}`,
      link: `${DOCUMENTATION}#pod-security-standards-error-messages`,
    }));
  });
  return [...safeguards, ...podSecurity];
}
