import type { EnvironmentRule } from '../rule';
import { certificateSource } from './certificate-source';
import { chartDelivery } from './chart-delivery';
import { gatewayHosts } from './gateway-hosts';
import { gitopsSource } from './gitops-source';
import { ingressClass } from './ingress-class';
import { nodeSizes } from './node-sizes';

/** What an environment's file must mean, beyond what the schema can say. */
export const ENVIRONMENT_RULES: readonly EnvironmentRule[] = [ingressClass, gatewayHosts, certificateSource, nodeSizes, gitopsSource, chartDelivery];
