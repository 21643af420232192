import type { CompleteEnvironment } from './complete-environment.generated';

/** Name of the ClusterIssuer of an environment; empty where certificates exist already. The prefix keeps it apart from issuers of others. */
export function clusterIssuerName({ spec }: CompleteEnvironment): string {
  return spec.certificates.issuer === 'secret' ? '' : `plumbline-${spec.certificates.issuer}`;
}

/** Name of the Secret with the one certificate for all hosts of an environment: the platform makes it, or it exists (issuer `secret`). */
export function hostCertificateSecret({ spec }: CompleteEnvironment): string {
  const { issuer, secretName } = spec.certificates;
  if (issuer === 'secret' && secretName !== undefined) return secretName;
  return `${spec.host.replaceAll('.', '-')}-tls`;
}

/** Whether an environment's issuer answers HTTP-01 challenges. */
export function isAcme({ spec }: CompleteEnvironment): boolean {
  return spec.certificates.issuer.startsWith('letsencrypt');
}

/** Whether Flux installs cert-manager: nobody else does, and something asks it for certificates. */
export function installsCertManager({ spec }: CompleteEnvironment): boolean {
  return spec.components.certManager && spec.certificates.issuer !== 'secret';
}

/** Variable that Flux replaces by the client id of a team's identity, where the environment does not know it. */
export function clientIdVariable(team: string): string {
  return `identity_${team.replaceAll('-', '_')}_client_id`;
}

/** Variable that Flux replaces by the tenant, where the environment does not know it. */
export const TENANT_ID_VARIABLE = 'tenant_id';

/** Where Flux looks for an environment's tree, and what it follows there. */
export function gitopsDefaults(environment: string): { readonly path: string; readonly tag: string } {
  return { path: `dist/clusters/${environment}`, tag: environment };
}

/** Name of the ImagePolicy of a model in an environment. Neither part holds a dot. */
export function imagePolicyName(model: string, environment: string): string {
  return `${model}.${environment}`;
}

/** The comment behind an image in a spec, by which Flux finds what to write (https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources). */
export function imageMarker(model: string, environment: string): string {
  return `{"$imagepolicy": "flux-system:${imagePolicyName(model, environment)}"}`;
}
