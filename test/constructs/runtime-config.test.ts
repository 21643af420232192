import { completeConfig } from '../../model-image/gateway/src/config/read-config';
import { manifestOf } from '../helpers/manifests';

const config = (values: object): any => JSON.parse((manifestOf('ConfigMap', values) as any).data['config.json']);

describe('RuntimeConfig', () => {
  test('leaves the names of Machine Learning Server to the gateway where the spec has none', () => {
    expect(config({})).not.toHaveProperty('protocols');
  });

  test('has the gateway trust one proxy, the ingress controller, to name the client, in words that the gateway takes', () => {
    expect(completeConfig(config({})).http.trustedProxyHops).toBe(1);
  });

  test('says by which names the clients of Machine Learning Server know the model, in words that the gateway takes', () => {
    const written = config({ endpoint: { mlServer: { service: 'mls-model', version: '', operation: 'consume', input: 'inputData' } } });
    expect(written.protocols).toEqual({ mlServer: { service: 'mls-model', version: '', operationId: 'consume', inputName: 'inputData' } });
    expect(completeConfig(written).protocols.mlServer).toMatchObject({ enabled: true, service: 'mls-model', version: '' });
  });

  test('limits all bodies together where the spec says so, and leaves it to the gateway otherwise', () => {
    expect(config({}).http).not.toHaveProperty('bodiesLimitMiB');
    expect(completeConfig(config({ endpoint: { bodiesLimitMiB: 64 } })).http.bodiesLimitMiB).toBe(64);
  });
});
