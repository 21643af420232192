import { INGRESS_CONTROLLERS } from '../../../plan/ingress-controllers';
import type { Finding } from '../../../problem';
import type { EnvironmentRule } from '../rule';

/** The ingress is one that is kept secure, and its fields are those of its controller. */
export const ingressClass: EnvironmentRule = ({ spec: { ingress } }) => {
  const findings: Finding[] = [];
  const retired = Object.values(INGRESS_CONTROLLERS).find(({ ofClass }) => ofClass.test(ingress.class ?? ''));
  if (retired !== undefined) {
    findings.push({
      path: ['spec', 'ingress', 'class'],
      at: 'value',
      message: `spec.ingress.class (${ingress.class}) belongs to ${retired.name}, which gets no security fixes after ${retired.endOfSupport} (${retired.source}); use traefik, or controller gateway-api`,
    });
  }
  if (ingress.controller === 'traefik' && ingress.gateway !== undefined) {
    findings.push({ path: ['spec', 'ingress', 'gateway'], at: 'key', message: 'spec.ingress.gateway is only read with controller gateway-api; remove it' });
  }
  return findings;
};
