import type { EnvironmentValues } from './values';

/**
 * What an environment's models share, resolved: what the platform's chart is a function of. Total, like ScoringValues: a block that is
 * not used is switched off by its own field.
 */
export interface PlatformValues {
  readonly environment: EnvironmentValues;
  /** The environment's file, relative to the repository's root. */
  readonly source: string;
  /** Hosts that models may be served on, the environment's own first. */
  readonly hosts: readonly string[];
  readonly ingress: {
    readonly controller: 'traefik' | 'gateway-api';
    readonly className: string;
    readonly namespace: string;
    /** gateway-api: the Gateway's name. */
    readonly gateway: string;
  };
  readonly certificates: {
    /** How the hosts' certificate comes about: by ACME, by an own CA, or it is there already. */
    readonly mode: 'acme' | 'ca' | 'secret';
    /** ClusterIssuer; empty for secret. */
    readonly issuer: string;
    /** ACME only: directory URL and account e-mail (may be empty). */
    readonly acmeServer: string;
    readonly email: string;
    /** ca: Secret of the CA's key pair, in cert-manager's namespace. */
    readonly caSecretName: string;
    /** Secret of the hosts' certificate, in the ingress's namespace. */
    readonly secretName: string;
    /** Whether Flux installs what issues them. */
    readonly certManager: boolean;
  };
  readonly monitoring: {
    readonly prometheus: 'azure' | 'operator' | 'none';
    readonly grafana: boolean;
    /** Where the dashboard, the scrape of cert-manager and the operator's alerts go. */
    readonly namespace: string;
    readonly scrapeIntervalSeconds: number;
  };
}
