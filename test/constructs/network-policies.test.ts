import { manifestOf, manifestsOf } from '../helpers/manifests';

const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const azure = { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }], ports: [{ port: 443, protocol: 'TCP' }] };

describe('NetworkPolicies', () => {
  test('deny everything in the namespace both ways', () => {
    expect(manifestOf('NetworkPolicy', {}, 'boston-housing-default-deny')).toHaveProperty('spec', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test('let the ingress controller reach the scoring port and nothing more', () => {
    expect(manifestOf('NetworkPolicy', { ingress: { namespace: 'traefik' }, monitoring: { prometheus: 'none' } }, 'boston-housing'))
      .toHaveProperty('spec.ingress', [{ from: [namespace('traefik')], ports: [{ port: 8080, protocol: 'TCP' }] }]);
  });

  test('let the scraper reach the management port where there is one', () => {
    expect(manifestOf('NetworkPolicy', { monitoring: { prometheus: 'operator', namespace: 'monitoring' } }, 'boston-housing'))
      .toHaveProperty('spec.ingress.1', { from: [namespace('monitoring')], ports: [{ port: 9090, protocol: 'TCP' }] });
  });

  test('let a model with no identity ask DNS and nothing else', () => {
    expect(manifestOf('NetworkPolicy', { identity: { enabled: false }, auth: { mode: 'password' } }, 'boston-housing')).toHaveProperty('spec.egress', [
      { to: [namespace('kube-system')], ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] },
    ]);
  });

  test.each([
    ['an identity', { identity: { enabled: true } }],
    ['tokens of Entra ID', { auth: { mode: 'entra' } }],
  ] as const)('let a model with %s reach Azure over 443, but never the instance metadata', (_what, values) => {
    expect(manifestOf('NetworkPolicy', values, 'boston-housing')).toHaveProperty('spec.egress.1', azure);
  });

  test('open what the model asks for, in the order of the spec', () => {
    const egress = [
      { cidr: '10.20.0.0/24', except: [], port: 5432, protocol: 'TCP', description: 'Feature store' },
      { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'], port: 123, protocol: 'UDP', description: '' },
    ] as const;
    expect(manifestOf('NetworkPolicy', { egress }, 'boston-housing')).toHaveProperty('spec.egress', [
      expect.anything(),
      { to: [{ ipBlock: { cidr: '10.20.0.0/24' } }], ports: [{ port: 5432, protocol: 'TCP' }] },
      { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }], ports: [{ port: 123, protocol: 'UDP' }] },
    ]);
  });

  test('are two for a model without a certificate of its own', () => {
    expect(manifestsOf().filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata.name)).toEqual(['boston-housing-default-deny', 'boston-housing']);
  });
});
