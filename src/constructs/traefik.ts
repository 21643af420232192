import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { PINS } from './component-pins';
import { HelmComponent } from './helm-component';
import type { ClusterValues } from '../spec/cluster-values';

/** TLS 1.2's suites with forward secrecy and authenticated encryption; TLS 1.3 has no others. */
const CIPHER_SUITES = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];

/**
 * The ingress controller: TLS 1.2 and up, plain http redirected whatever an Ingress says, no dashboard, no API, nothing that calls home
 * (https://github.com/traefik/traefik-helm-chart, traefik/values.yaml).
 */
export class Traefik extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ClusterValues>) {
    super(scope, id);
    const { className, namespace } = values.ingress;
    new HelmComponent(this, 'Component', values, {
      name: 'traefik',
      pin: PINS.traefik,
      namespace,
      values: {
        // The selectors of the models' network policies and the one TLSStore that Traefik reads are in the release's namespace.
        deployment: { replicas: 2 },
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        topologySpreadConstraints: [{
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'traefik' } },
        }],
        priorityClassName: 'system-cluster-critical',
        resources: { requests: { cpu: '200m', memory: '128Mi' }, limits: { memory: '512Mi' } },
        global: { checkNewVersion: false, sendAnonymousUsage: false },
        api: { dashboard: false },
        ingressRoute: { dashboard: { enabled: false } },
        ingressClass: { enabled: true, isDefaultClass: false, name: className },
        providers: {
          kubernetesCRD: { enabled: true, allowCrossNamespace: false, allowExternalNameServices: false },
          kubernetesIngress: { enabled: true, ingressClass: className, allowExternalNameServices: false, publishedService: { enabled: true } },
        },
        ports: {
          web: { http: { redirections: { entryPoint: { to: 'websecure', scheme: 'https', permanent: true } } } },
          websecure: { http: { tls: { enabled: true } } },
        },
        tlsOptions: { default: { minVersion: 'VersionTLS12', cipherSuites: CIPHER_SUITES } },
        // The caller's address reaches the access log, and the load balancer asks nodes without a pod not at all.
        service: { spec: { externalTrafficPolicy: 'Local' } },
        log: { format: 'json' },
        accessLog: { enabled: true, format: 'json' },
      },
    });
  }
}
