import { ClusterFailure } from './cluster-failure';
import type { ClusterReader } from './cluster-reader';
import { httpReader } from './http-reader';
import { didYouMean } from '../spec/validate/nearest';

export interface ConnectOptions {
  /** Context of the kubeconfig; without it the one that is called like the cluster, as `az aks get-credentials` calls it, else the current one. */
  readonly context?: string;
  /** Of the AKS cluster, as the environment's spec has them. */
  readonly clusterName: string;
  readonly resourceGroup: string;
}

export interface Connection {
  readonly reader: ClusterReader;
  readonly context: string;
}

/**
 * Connects to a cluster by the kubeconfig (KUBECONFIG, or ~/.kube/config), in every way of signing in that it knows.
 * @throws ClusterFailure
 */
export async function connect({ context: wanted, clusterName, resourceGroup }: ConnectOptions): Promise<Connection> {
  // Costs a third of a second to load, which no other verb should pay.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  const credentials = `To get credentials: az aks get-credentials --resource-group ${resourceGroup} --name ${clusterName}`;
  try {
    config.loadFromDefault();
  } catch (error) {
    throw new ClusterFailure(`the kubeconfig cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const names = config.getContexts().map(({ name }) => name);
  // Where there is no kubeconfig the library makes one up, for a server on this machine.
  const isMadeUp = names.length === 1 && names[0] === 'loaded-context' && config.getCurrentCluster()?.server === 'http://localhost:8080';
  if (names.length === 0 || isMadeUp) { throw new ClusterFailure(`there is no kubeconfig with a cluster in it (KUBECONFIG, ~/.kube/config). ${credentials}`); }
  const context = wanted ?? (names.includes(clusterName) ? clusterName : config.getCurrentContext());
  if (!names.includes(context)) {
    const problem = context ? `the kubeconfig has no context ${context}; it has ${names.join(', ')}${didYouMean(context, names)}` : 'the kubeconfig has no current context; name one with --context';
    throw new ClusterFailure(problem);
  }
  config.setCurrentContext(context);
  const cluster = config.getCurrentCluster();
  if (cluster === null) { throw new ClusterFailure(`the context ${context} of the kubeconfig names a cluster that it does not hold. ${credentials}`); }
  const surroundings = { context, server: cluster.server, credentials };
  return { context, reader: httpReader((options) => config.applyToHTTPSOptions(options), surroundings) };
}
