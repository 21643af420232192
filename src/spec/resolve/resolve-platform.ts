import { completeEnvironment, hostsOf } from '../environment';
import type { Environment } from '../environment.generated';
import { ingressOf } from '../ingress';
import { clusterIssuerName, hostCertificateSecret, installsCertManager, isAcme } from '../naming';
import type { PlatformValues } from '../platform-values';
import { scraperNamespace } from './monitoring';
import type { SpecOf } from './resolve-model';

/** Directory URLs of Let's Encrypt (https://letsencrypt.org/docs/acme-protocol-updates/, https://letsencrypt.org/docs/staging-environment/). */
const ACME_SERVERS: Readonly<Record<string, string>> = {
  'letsencrypt': 'https://acme-v02.api.letsencrypt.org/directory',
  'letsencrypt-staging': 'https://acme-staging-v02.api.letsencrypt.org/directory',
};

/** What the models of a valid environment share. A pure function. */
export function resolvePlatform(environment: SpecOf<Environment>): PlatformValues {
  const there = completeEnvironment(environment.value);
  const { cluster, certificates, monitoring } = there.spec;
  return {
    environment: { name: there.metadata.name, region: cluster.region, kubernetesVersion: cluster.kubernetesVersion, cloud: cluster.cloud },
    source: environment.file,
    // Models under a wildcard bring certificates of their own.
    hosts: hostsOf(there).filter((host) => !host.startsWith('*')),
    ingress: ingressOf(there),
    certificates: {
      mode: isAcme(there) ? 'acme' : certificates.issuer === 'ca' ? 'ca' : 'secret',
      issuer: clusterIssuerName(there),
      acmeServer: ACME_SERVERS[certificates.issuer] ?? '',
      email: certificates.email ?? '',
      caSecretName: certificates.caSecret ?? '',
      secretName: hostCertificateSecret(there),
      certManager: installsCertManager(there),
    },
    monitoring: {
      prometheus: monitoring.prometheus,
      grafana: monitoring.grafana,
      namespace: scraperNamespace(monitoring),
      scrapeIntervalSeconds: monitoring.scrapeIntervalSeconds,
    },
  };
}
