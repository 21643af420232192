/** An object as YAML gives it. */
export type Manifest = { apiVersion: string; kind: string; metadata: Record<string, unknown>; [field: string]: unknown };

const container = {
  name: 'gateway',
  image: 'contoso.azurecr.io/scoring/churn:1.0.0',
  imagePullPolicy: 'IfNotPresent',
  ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
  env: [{ name: 'OMP_NUM_THREADS', value: '1' }],
  resources: { requests: { cpu: '500m', memory: '600Mi' }, limits: { memory: '600Mi' } },
  livenessProbe: { httpGet: { path: '/livez', port: 'management' }, periodSeconds: 10 },
  lifecycle: { preStop: { sleep: { seconds: 5 } } },
  volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
};

export function deployment(): Manifest {
  const labels = { 'app.kubernetes.io/name': 'churn' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'churn', namespace: 'churn', labels, annotations: { 'plumbline.dev/owner': 'Pricing, anybody' } },
    spec: {
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: { metadata: { labels }, spec: { containers: [structuredClone(container)], volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }] } },
    },
  };
}

/** A well-formed object of each kind that is checked, spec by spec. */
export const SPECS: Record<string, unknown> = {
  'v1/ConfigMap': { data: { 'config.json': '{}' } },
  'v1/Namespace': {},
  'v1/Secret': { type: 'Opaque', data: { key: 'dmFsdWU=' } },
  'v1/ServiceAccount': { automountServiceAccountToken: false },
  'v1/Service': { spec: { selector: { app: 'churn' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] } },
  'v1/ResourceQuota': { spec: { hard: { 'requests.cpu': '10', 'pods': 5 } } },
  'v1/LimitRange': { spec: { limits: [{ type: 'Container', default: { memory: '1Gi' } }] } },
  'v1/PersistentVolumeClaim': { spec: { accessModes: ['ReadOnlyMany'], resources: { requests: { storage: '1Gi' } } } },
  'v1/PersistentVolume': {
    spec: {
      accessModes: ['ReadOnlyMany'],
      capacity: { storage: '100Gi' },
      persistentVolumeReclaimPolicy: 'Retain',
      csi: { driver: 'file.csi.azure.com', volumeHandle: 'models', readOnly: true, volumeAttributes: { shareName: 'models' } },
    },
  },
  'v1/Pod': { spec: { containers: [container] } },
  'batch/v1/Job': { spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers: [container] } } } },
  'autoscaling/v2/HorizontalPodAutoscaler': {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'churn' },
      maxReplicas: 3,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
    },
  },
  'policy/v1/PodDisruptionBudget': { spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'churn' } } } },
  'networking.k8s.io/v1/NetworkPolicy': {
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 8080, protocol: 'TCP' }] }] },
  },
  'networking.k8s.io/v1/Ingress': {
    spec: {
      ingressClassName: 'traefik',
      rules: [{
        host: 'models.contoso.com',
        http: { paths: [{ path: '/churn', pathType: 'Prefix', backend: { service: { name: 'churn', port: { name: 'http' } } } }] },
      }],
    },
  },
  'rbac.authorization.k8s.io/v1/Role': { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
  'rbac.authorization.k8s.io/v1/RoleBinding': {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'churn', namespace: 'churn' }],
  },
  'cert-manager.io/v1/Issuer': { spec: { ca: { secretName: 'ca' } } },
  'gateway.networking.k8s.io/v1/ReferenceGrant': {
    spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'churn' }], to: [{ group: '', kind: 'Service' }] },
  },
  'monitoring.coreos.com/v1/PodMonitor': { spec: { selector: {}, podMetricsEndpoints: [{ port: 'management' }] } },
  'cert-manager.io/v1/Certificate': { spec: { secretName: 'tls', dnsNames: ['models.contoso.com'], issuerRef: { name: 'letsencrypt' } } },
  'cert-manager.io/v1/ClusterIssuer': {
    spec: {
      acme: {
        server: 'https://acme-v02.api.letsencrypt.org/directory',
        privateKeySecretRef: { name: 'account' },
        solvers: [{ http01: { ingress: { ingressClassName: 'traefik' } } }],
      },
    },
  },
  'gateway.networking.k8s.io/v1/HTTPRoute': {
    spec: { parentRefs: [{ name: 'models' }], rules: [{ backendRefs: [{ name: 'churn', port: 80 }], timeouts: { request: '30s' } }] },
  },
  'gateway.networking.k8s.io/v1/Gateway': {
    spec: { gatewayClassName: 'approuting-istio', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  },
  'azmonitoring.coreos.com/v1/PodMonitor': {
    spec: { selector: { matchLabels: { app: 'churn' } }, podMetricsEndpoints: [{ port: 'management', path: '/metrics', interval: '30s' }] },
  },
  'monitoring.coreos.com/v1/PrometheusRule': { spec: { groups: [{ name: 'churn', rules: [{ alert: 'Down', expr: 'up == 0', for: '5m' }] }] } },
  'secrets-store.csi.x-k8s.io/v1/SecretProviderClass': { spec: { provider: 'azure', parameters: { keyvaultName: 'contoso' } } },
  'traefik.io/v1alpha1/TLSStore': { spec: { defaultCertificate: { secretName: 'tls' } } },
  'traefik.io/v1alpha1/Middleware': { spec: { redirectScheme: { scheme: 'https', permanent: true } } },
  'kustomize.toolkit.fluxcd.io/v1/Kustomization': {
    spec: { interval: '10m', path: './dist', prune: true, wait: true, sourceRef: { kind: 'GitRepository', name: 'scoring' } },
  },
  'source.toolkit.fluxcd.io/v1/GitRepository': { spec: { interval: '1m', url: 'https://github.com/contoso/scoring', ref: { branch: 'main' } } },
  'source.toolkit.fluxcd.io/v1/OCIRepository': { spec: { interval: '1m', url: 'oci://contoso.azurecr.io/scoring', provider: 'azure' } },
  'source.toolkit.fluxcd.io/v1/HelmRepository': { spec: { url: 'https://charts.jetstack.io' } },
  'image.toolkit.fluxcd.io/v1/ImageRepository': { spec: { interval: '5m', image: 'contoso.azurecr.io/r-scoring/churn', provider: 'azure' } },
  'image.toolkit.fluxcd.io/v1/ImagePolicy': { spec: { imageRepositoryRef: { name: 'churn' }, policy: { semver: { range: '2.x' } }, digestReflectionPolicy: 'IfNotPresent' } },
  'image.toolkit.fluxcd.io/v1/ImageUpdateAutomation': {
    spec: {
      interval: '5m',
      sourceRef: { kind: 'GitRepository', name: 'scoring' },
      update: { strategy: 'Setters', path: './models' },
      git: { commit: { author: { name: 'Flux', email: 'flux@contoso.com' } }, push: { branch: 'images' } },
    },
  },
  'helm.toolkit.fluxcd.io/v2/HelmRelease': {
    spec: { interval: '10m', chartRef: { kind: 'OCIRepository', name: 'churn' }, values: { anything: { goes: [1, null] } } },
  },
};

export function sample(key: string): Manifest {
  const slash = key.lastIndexOf('/');
  const body = structuredClone(SPECS[key]) as object;
  return { apiVersion: key.slice(0, slash), kind: key.slice(slash + 1), metadata: { name: 'churn' }, ...body };
}
