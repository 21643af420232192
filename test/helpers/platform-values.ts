import type { PlatformValues } from '../../src/spec/platform-values';

const DEV: PlatformValues = {
  environment: { name: 'dev', region: 'westeurope', kubernetesVersion: '1.36', cloud: 'AzurePublic' },
  source: 'environments/dev.yaml',
  hosts: ['models.contoso.com', 'scores.contoso.com'],
  ingress: { controller: 'traefik', className: 'traefik', namespace: 'traefik', gateway: '' },
  certificates: {
    mode: 'acme',
    issuer: 'letsencrypt-staging',
    acmeServer: 'https://acme-staging-v02.api.letsencrypt.org/directory',
    email: 'ops@contoso.com',
    caSecretName: '',
    secretName: 'scoring-hosts-tls',
    certManager: true,
  },
  monitoring: { prometheus: 'azure', grafana: false, namespace: 'monitoring', scrapeIntervalSeconds: 30 },
};

/** Platform values as a resolved environment has them, with whole blocks replaced. */
export function platformValues(overrides: Partial<PlatformValues> = {}): PlatformValues {
  return { ...DEV, ...overrides };
}

export const GATEWAY_API: PlatformValues['ingress'] = {
  controller: 'gateway-api', className: 'approuting-istio', namespace: 'gateways', gateway: 'scoring',
};
