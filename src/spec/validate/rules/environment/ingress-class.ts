import type { Finding } from '../../../problem';
import type { EnvironmentRule } from '../rule';

/** Controllers that get no more fixes. Source: https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/ */
const RETIRED = /nginx|^webapprouting\.kubernetes\.azure\.com$/;

/** The ingress is one that is kept secure, and its fields are those of its controller. */
export const ingressClass: EnvironmentRule = ({ spec: { ingress } }) => {
  const findings: Finding[] = [];
  if (ingress.class !== undefined && RETIRED.test(ingress.class)) {
    findings.push({
      path: ['spec', 'ingress', 'class'],
      at: 'value',
      message: `spec.ingress.class (${ingress.class}) belongs to ingress-nginx or the add-on made from it, which are retired and get no security fixes; use traefik, or controller gateway-api`,
    });
  }
  if (ingress.controller === 'traefik' && ingress.gateway !== undefined) {
    findings.push({ path: ['spec', 'ingress', 'gateway'], at: 'key', message: 'spec.ingress.gateway is only read with controller gateway-api; remove it' });
  }
  return findings;
};
