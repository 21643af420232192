import type { ClusterApi } from './cluster-api';

/** As upstream has them: https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html */
const TOKEN_VOLUME = 'azure-identity-token';
const TOKEN_FOLDER = '/var/run/secrets/azure/tokens';
const AUDIENCE = 'api://AzureADTokenExchange';
const TOKEN_SECONDS = 3600;

/** Not upstream's: the played Azure is signed by the cluster's own authority, which a pod has to be told to trust. On AKS nobody has to. */
const TRUST_VOLUME = 'e2e-trust';
const TRUST_FOLDER = '/var/run/secrets/e2e-trust';

interface Container {
  readonly name: string;
  readonly env?: readonly object[];
  readonly volumeMounts?: readonly object[];
}

interface PodSpec {
  readonly serviceAccountName?: string;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly object[];
}

interface Review {
  readonly request: { readonly uid: string; readonly namespace: string; readonly object: { readonly spec: PodSpec } };
}

/**
 * Plays the webhook of Azure workload identity, whose program cannot be built from the modules that are served: it gives a labelled pod the projected
 * token and the AZURE_* variables. What it adds beyond that is the certificate of the played Azure.
 */
export async function mutatePod({ request }: Review, api: ClusterApi): Promise<object> {
  const { spec } = request.object;
  const path = `/api/v1/namespaces/${request.namespace}/serviceaccounts/${spec.serviceAccountName ?? 'default'}`;
  const account = await api.get<{ metadata: { annotations?: Record<string, string> } }>(path);
  const annotations = account.metadata.annotations ?? {};
  const environment = [
    { name: 'AZURE_CLIENT_ID', value: annotations['azure.workload.identity/client-id'] },
    { name: 'AZURE_TENANT_ID', value: annotations['azure.workload.identity/tenant-id'] },
    { name: 'AZURE_FEDERATED_TOKEN_FILE', value: `${TOKEN_FOLDER}/azure-identity-token` },
    { name: 'AZURE_AUTHORITY_HOST', value: 'https://login.microsoftonline.com/' },
    { name: 'NODE_EXTRA_CA_CERTS', value: `${TRUST_FOLDER}/ca.crt` },
  ];
  const extended = (container: Container) => ({
    ...container,
    env: [...container.env ?? [], ...environment],
    volumeMounts: [
      ...container.volumeMounts ?? [],
      { name: TOKEN_VOLUME, mountPath: TOKEN_FOLDER, readOnly: true },
      { name: TRUST_VOLUME, mountPath: TRUST_FOLDER, readOnly: true },
    ],
  });
  const volumes = [
    ...spec.volumes ?? [],
    { name: TOKEN_VOLUME, projected: { defaultMode: 420, sources: [{ serviceAccountToken: { audience: AUDIENCE, expirationSeconds: TOKEN_SECONDS, path: 'azure-identity-token' } }] } },
    { name: TRUST_VOLUME, configMap: { name: 'kube-root-ca.crt' } },
  ];
  const patch = [
    { op: 'add', path: '/spec/containers', value: spec.containers.map(extended) },
    ...spec.initContainers ? [{ op: 'add', path: '/spec/initContainers', value: spec.initContainers.map(extended) }] : [],
    { op: 'add', path: '/spec/volumes', value: volumes },
  ];
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: { uid: request.uid, allowed: true, patchType: 'JSONPatch', patch: Buffer.from(JSON.stringify(patch)).toString('base64') } };
}

/** How the API server finds it, for the pods that ask for an identity. */
export function webhookConfiguration(url: string, caBundle: string): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: 'azure-wi-webhook-mutating-webhook-configuration' },
    webhooks: [{
      name: 'mutation.azure-workload-identity.io',
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      failurePolicy: 'Fail',
      objectSelector: { matchLabels: { 'azure.workload.identity/use': 'true' } },
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      clientConfig: { url, caBundle },
    }],
  };
}
