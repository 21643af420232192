import { TEST_SCRIPT } from './test-script';
import { imageReference } from '../../constructs/image-reference';
import { commonAnnotations, commonLabels, selectorLabels } from '../../constructs/metadata';
import { hasSecretVolume, SECRETS_VOLUME } from '../../constructs/model-secrets';
import { RUNTIME } from '../../constructs/runtime-contract';
import { restrictedContainer, restrictedPod } from '../../constructs/security-context';
import { concat, equal, symbolic, type Value, when } from '../../expression';
import type { ScoringValues } from '../../spec/values';

const values = symbolic<ScoringValues>();
const name = concat(values.name, '-test');
const testLabels = { ...selectorLabels(values), 'app.kubernetes.io/component': 'test' };

/** How long the test asks again, while pods start and its network policies take hold: less than the five minutes that helm waits for it by itself. */
const PATIENCE_SECONDS = 240;

/** Whether the test signs itself a token; it has the key from where the model's pods have it. */
const hasKeys = equal(values.auth.mode, 'password');
const KEYS_FILE = 'signing-keys.json';

/** Hooks run for `helm test` alone; each is removed when the test has passed, and before the next. */
function hookMetadata(objectName: Value<string>, weight: number) {
  return {
    name: objectName,
    namespace: values.namespace,
    labels: { ...commonLabels(values), ...testLabels },
    annotations: {
      ...commonAnnotations(values),
      'helm.sh/hook': 'test',
      'helm.sh/hook-weight': String(weight),
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    },
  };
}

const POLICY = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };
const HTTP = [{ port: RUNTIME.httpPort, protocol: 'TCP' }];
const kubeSystem = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } };

/** The objects of `helm test`, by file name: the pod that asks, and the holes that it needs in the namespace's network policies. */
export const TEST_HOOK: Readonly<Record<string, object>> = {
  'network-policy-asking.yaml': {
    ...POLICY,
    metadata: hookMetadata(name, -1),
    spec: {
      podSelector: { matchLabels: testLabels },
      policyTypes: ['Egress'],
      egress: [
        { to: [kubeSystem], ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] },
        { to: [{ podSelector: { matchLabels: selectorLabels(values) } }], ports: HTTP },
      ],
    },
  },
  'network-policy-answering.yaml': {
    ...POLICY,
    metadata: hookMetadata(concat(values.name, '-test-scoring'), -1),
    spec: {
      podSelector: { matchLabels: selectorLabels(values) },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: testLabels } }], ports: HTTP }],
    },
  },
  'score.yaml': {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: hookMetadata(name, 0),
    spec: {
      automountServiceAccountToken: false,
      containers: [{
        name: 'score',
        image: imageReference(values),
        imagePullPolicy: 'IfNotPresent',
        command: ['node', '-e', TEST_SCRIPT],
        env: [
          { name: 'AUTH_MODE', value: values.auth.mode },
          { name: 'KEYS_PATH', value: RUNTIME.secretsPath },
          { name: 'MODEL_NAME', value: values.name },
          { name: 'MODEL_URL', value: concat('http://', values.name, '.', values.namespace, '.svc', when(equal(values.endpoint.path, '/'), '', values.endpoint.path)) },
          { name: 'MODEL_VERSION', value: values.version },
          { name: 'PATIENCE_SECONDS', value: String(PATIENCE_SECONDS) },
        ],
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '128Mi' } },
        securityContext: restrictedContainer(),
        volumeMounts: when(hasKeys, [{ name: SECRETS_VOLUME, mountPath: RUNTIME.secretsPath, readOnly: true }]),
      }],
      enableServiceLinks: false,
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      restartPolicy: 'Never',
      securityContext: restrictedPod(),
      // The Key Vault is read as the pod's account.
      serviceAccountName: values.name,
      volumes: when(hasKeys, [when(
        hasSecretVolume(values),
        { name: SECRETS_VOLUME, secret: { secretName: values.secrets.secretName, defaultMode: 0o440, items: [{ key: KEYS_FILE, path: KEYS_FILE }] } },
        { name: SECRETS_VOLUME, csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: values.name } } },
      )]),
    },
  },
};
