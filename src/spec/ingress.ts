import type { CompleteEnvironment } from './complete-environment.generated';
import type { IngressValues } from './values';

/** What an ingress controller is called where the environment does not say. */
const DEFAULTS: Readonly<Record<IngressValues['controller'], { readonly class: string; readonly namespace: string; readonly gateway: string }>> = {
  'traefik': { class: 'traefik', namespace: 'traefik', gateway: '' },
  'gateway-api': { class: 'approuting-istio', namespace: 'scoring-gateway', gateway: 'scoring' },
};

/** The ingress of an environment, complete. */
export function ingressOf({ spec: { ingress } }: CompleteEnvironment): Omit<IngressValues, 'certificate'> {
  const defaults = DEFAULTS[ingress.controller];
  return {
    controller: ingress.controller,
    className: ingress.class ?? defaults.class,
    namespace: ingress.namespace ?? defaults.namespace,
    gateway: ingress.gateway ?? defaults.gateway,
  };
}
