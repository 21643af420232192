import { CLOUDS } from '../clouds';
import type { CompleteEnvironment } from '../complete-environment.generated';
import { hostServing } from '../environment';
import { ingressOf } from '../ingress';
import { mebibytes } from '../memory';
import type { ModelView } from '../model-view';
import { clusterIssuerName, hostCertificateSecret, isAcme } from '../naming';
import type { AuthValues, EndpointValues, IngressValues } from '../values';

/** Where clients reach a model: its own host and path, else the environment's host and the model's name. */
export function endpointAddress({ metadata, spec: { endpoint } }: ModelView, environment: CompleteEnvironment): Pick<EndpointValues, 'host' | 'path'> {
  return { host: endpoint.host ?? environment.spec.host, path: endpoint.path ?? `/${metadata.name}` };
}

export function endpointOf(model: ModelView, environment: CompleteEnvironment): EndpointValues {
  const { timeoutSeconds, bodyLimit, bodiesLimit, batching, queue, mlServer } = model.spec.endpoint;
  return {
    ...endpointAddress(model, environment),
    timeoutSeconds,
    bodyLimitMiB: mebibytes(bodyLimit),
    bodiesLimitMiB: bodiesLimit === undefined ? 0 : mebibytes(bodiesLimit),
    batching: { enabled: batching.enabled, maxRows: batching.maxRows, maxWaitMilliseconds: batching.maxWaitMilliseconds },
    queue: { maxRows: queue.maxRows },
    mlServer: { service: mlServer.service ?? '', version: mlServer.version ?? '', operation: mlServer.operation, input: mlServer.input },
  };
}

/** Issuer and keys are those of version 2.0 tokens. Source: https://learn.microsoft.com/entra/identity-platform/access-tokens */
export function authOf({ spec: { endpoint: { auth, entra } } }: ModelView, { spec: { cluster, tenantId } }: CompleteEnvironment): AuthValues {
  if (auth !== 'entra') return { mode: auth, entra: { issuer: '', audience: '', jwksUri: '', roles: [] } };
  const tenant = `${CLOUDS[cluster.cloud].login}/${entra?.tenantId ?? tenantId}`;
  return {
    mode: auth,
    entra: { issuer: `${tenant}/v2.0`, audience: entra?.audience ?? '', jwksUri: `${tenant}/discovery/v2.0/keys`, roles: entra?.roles ?? [] },
  };
}

export function ingressValues(model: ModelView, environment: CompleteEnvironment): IngressValues {
  const { host } = endpointAddress(model, environment);
  const served = hostServing(environment, host) ?? host;
  // HTTP-01 can't prove a wildcard, so a model under one brings a certificate of its own; one that exists already covers it.
  const own = served.startsWith('*') && environment.spec.certificates.issuer !== 'secret';
  return {
    ...ingressOf(environment),
    certificate: {
      own,
      secretName: own ? `${model.metadata.name}-tls` : hostCertificateSecret(environment),
      issuer: clusterIssuerName(environment),
      acme: own && isAcme(environment),
    },
  };
}
