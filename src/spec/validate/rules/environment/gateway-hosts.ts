import type { EnvironmentRule } from '../rule';

/** A Gateway has a listener, with the environment's certificate, for each host by its name. */
export const gatewayHosts: EnvironmentRule = ({ spec: { ingress, additionalHosts } }) => {
  if (ingress.controller !== 'gateway-api') return [];
  return additionalHosts.flatMap((host, index) => !host.startsWith('*') ? [] : [{
    path: ['spec', 'additionalHosts', index],
    at: 'value' as const,
    message: `spec.additionalHosts[${index}] (${host}) is a wildcard, and with controller gateway-api every host has a listener of its own; name the hosts one by one, or use controller traefik`,
  }]);
};
