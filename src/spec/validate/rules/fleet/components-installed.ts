import type { CompleteEnvironment } from '../../../complete-environment.generated';
import { completeEnvironment } from '../../../environment';
import type { FleetFinding, FleetRule } from '../rule';

type Spec = CompleteEnvironment['spec'];

/** What a component is configured from, and what the environment has instead where there is none of it. */
const LACKS = {
  traefik: ({ ingress }: Spec) => ingress.controller === 'traefik' ? undefined
    : `spec.ingress.controller is ${ingress.controller}, whose implementation is not a component; remove it, or set controller to traefik`,
  certManager: ({ certificates }: Spec) => certificates.issuer === 'secret'
    ? 'spec.certificates.issuer is secret, which has nothing to issue; remove it, or choose another issuer' : undefined,
  devicePlugin: ({ nodes }: Spec) => nodes.gpuSizes.length === 0
    ? 'spec.nodes.gpuSizes names no VM size with GPUs; remove it, or write gpuSizes, for example [Standard_NC4as_T4_v3]' : undefined,
} as const;

/**
 * A component that is asked for by name and that the environment has no values for is not installed: worth a warning, because the manifests
 * are sound. Components that are on by default are not asked for.
 */
export const componentsInstalled: FleetRule = ({ environments }) => environments.flatMap(({ file, value }) => {
  const { spec } = completeEnvironment(value);
  return (Object.keys(LACKS) as (keyof typeof LACKS)[]).flatMap((name): FleetFinding[] => {
    const lack = value.spec.components?.[name] === true ? LACKS[name](spec) : undefined;
    if (lack === undefined) return [];
    return [{ file, path: ['spec', 'components', name], at: 'value', severity: 'warning', message: `spec.components.${name} (true) is not installed: ${lack}` }];
  });
});
