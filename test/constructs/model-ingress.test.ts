import { kindsOf, manifestOf } from '../helpers/manifests';

describe('ModelIngress', () => {
  test.each([
    ['traefik.ingress.kubernetes.io/router.entrypoints', 'websecure'],
    ['traefik.ingress.kubernetes.io/router.tls', 'true'],
  ])('carries %s, without which Traefik serves in the clear', (annotation, value) => {
    expect(manifestOf('Ingress').metadata.annotations[annotation]).toBe(value);
  });

  test('routes host and path to the Service', () => {
    expect(manifestOf('Ingress', { endpoint: { host: 'm.contoso.com', path: '/churn' } })).toHaveProperty('spec.rules', [{
      host: 'm.contoso.com',
      http: { paths: [{ path: '/churn', pathType: 'Prefix', backend: { service: { name: 'boston-housing', port: { number: 80 } } } }] },
    }]);
  });

  test('serves the certificate of the platform on the hosts of the environment', () => {
    expect(manifestOf('Ingress', { ingress: { certificate: { own: false } } })).toHaveProperty('spec.tls', [{ hosts: ['models.contoso.com'] }]);
  });

  test('serves its own certificate on a host of its own', () => {
    const values = { endpoint: { host: 'churn.contoso.com' }, ingress: { certificate: { own: true, secretName: 'churn-tls', issuer: 'letsencrypt', acme: true } } };
    expect(manifestOf('Ingress', values)).toHaveProperty('spec.tls', [{ hosts: ['churn.contoso.com'], secretName: 'churn-tls' }]);
    expect(manifestOf('Certificate', values)).toMatchObject({ spec: { secretName: 'churn-tls', dnsNames: ['churn.contoso.com'], issuerRef: { name: 'letsencrypt' } } });
  });

  test('asks for no certificate where the Secret exists already', () => {
    expect(kindsOf({ ingress: { certificate: { own: true, secretName: 'churn-tls', issuer: '', acme: false } } })).not.toContain('Certificate');
  });

  test('lets the challenge solver be reached while a certificate of its own is issued by ACME', () => {
    const values = { ingress: { certificate: { own: true, acme: true } } };
    expect(manifestOf('NetworkPolicy', values, 'boston-housing-acme')).toHaveProperty('spec.podSelector.matchLabels', { 'acme.cert-manager.io/http01-solver': 'true' });
  });
});

describe('ModelHttpRoute', () => {
  const gateway = { endpoint: { host: 'm.contoso.com', timeoutSeconds: 30 }, ingress: { controller: 'gateway-api', gateway: 'scoring', namespace: 'gateways' } } as const;

  test('takes the place of the Ingress', () => {
    expect(kindsOf(gateway)).toContain('HTTPRoute');
    expect(kindsOf(gateway)).not.toContain('Ingress');
  });

  test('attaches to the HTTPS listener of its host and to no other', () => {
    expect(manifestOf('HTTPRoute', gateway)).toHaveProperty('spec.parentRefs', [{
      group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'scoring', namespace: 'gateways', sectionName: 'https-m.contoso.com',
    }]);
  });

  test('outlasts the deadline of the model', () => {
    expect(manifestOf('HTTPRoute', gateway)).toHaveProperty('spec.rules.0.timeouts.request', '35s');
  });
});
