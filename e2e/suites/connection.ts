import { KubernetesApi } from '../kubernetes/api';
import { serve } from '../kubernetes/serving';

/** The cluster that the suites run on, as suites/main.ts hands it over. */
export interface Connection {
  readonly api: KubernetesApi;
  readonly kubectl: string;
  readonly kubeconfig: string;
  /** Somebody's own cluster, on which kubelets are real and images are pulled. */
  readonly existing: boolean;
}

/** Whether the suites run on somebody's own cluster; known before there is a connection. */
export const ON_EXISTING = process.env.PLUMBLINE_E2E_EXISTING === '1';

/** Connects to the cluster. @throws Error where the suite was started by itself */
export async function connect(): Promise<Connection> {
  const { PLUMBLINE_E2E_KUBECONFIG: kubeconfig, PLUMBLINE_E2E_KUBECTL: kubectl } = process.env;
  if (!kubeconfig || !kubectl) { throw new Error('the suites need a cluster; start them with "npx projen test:cluster"'); }
  return { api: new KubernetesApi(await serve(kubectl, kubeconfig)), kubectl, kubeconfig, existing: ON_EXISTING };
}
