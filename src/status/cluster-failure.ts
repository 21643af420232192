/** Why a cluster could not be read, in a sentence that says what to do. */
export class ClusterFailure extends Error {}

/** What stands in sentences about a cluster that does not answer as it should. */
export interface Surroundings {
  /** Name of the kubeconfig's context. */
  readonly context: string;
  /** Address of the API server. */
  readonly server: string;
  /** How to get credentials for the cluster that was meant. */
  readonly credentials: string;
}

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; is the cluster running?',
  ECONNRESET: 'the connection was cut; is there a proxy in between?',
  ETIMEDOUT: 'no answer; does a private cluster need a VPN or a jump host from here?',
  EHOSTUNREACH: 'there is no way there; does a private cluster need a VPN or a jump host from here?',
  ENETUNREACH: 'there is no way there; is this machine on a network?',
  ENOTFOUND: 'the name is not known; was the cluster deleted, or does a private cluster need a VPN or a jump host from here?',
  EAI_AGAIN: 'the name could not be looked up; is this machine on a network?',
};

/** A request that came to nothing before there was any answer. */
export function unreachable(error: unknown, { context, server, credentials }: Surroundings): ClusterFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  if (/CERT|SIGNED|ALTNAME/.test(code ?? '')) {
    return new ClusterFailure(`the certificate of ${server} (context ${context}) is not the one that the kubeconfig trusts (${code}); was the cluster made anew? ${credentials}`);
  }
  const cause = CAUSES[code ?? ''] ?? message;
  return new ClusterFailure(`the cluster of context ${context} cannot be reached at ${server}: ${cause}`);
}

/** The API server does not know who asks, or does not let them. */
export function forbidden(status: number, message: string, { context, credentials }: Surroundings): ClusterFailure {
  if (status === 401) { return new ClusterFailure(`the API server does not accept the credentials of context ${context}; they may have expired. ${credentials}`); }
  return new ClusterFailure(`context ${context} has no right to look: ${message}. Reading needs the ClusterRole view in all namespaces, and reading Flux's objects`
    + ' and nodes comes with the role "Azure Kubernetes Service RBAC Reader" where Entra ID decides');
}
