import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { add, concat, equal, greater, json, not, or, type Reference, sha256, type Value, when } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata } from './metadata';
import { workerCount } from './pod-size';
import { RUNTIME } from './runtime-contract';
import type { ScoringValues } from '../spec/values';

/** The gateway's configuration file, in a ConfigMap. Holds no secret, only the path where secrets are mounted. */
export class RuntimeConfig extends Construct {
  readonly name: Value<string>;
  /** SHA-256 of the file. On the pod template it makes pods restart when the file changes, which a mounted ConfigMap does not. */
  readonly checksum: Value<string>;

  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    const text = concat(json(runtimeConfig(values)), '\n');
    this.name = values.name;
    this.checksum = sha256(text);
    addKubeObject<k8s.KubeConfigMapProps>(this, 'Resource', k8s.KubeConfigMap.GVK, {
      metadata: objectMetadata(values, this.name),
      data: { 'config.json': text },
    });
  }
}

function runtimeConfig(values: Reference<ScoringValues>) {
  const { endpoint, workers } = values;
  return {
    model: {
      name: values.name,
      version: values.version,
      path: when(equal(values.artifact.source, 'none'), RUNTIME.bakedModelPath, RUNTIME.fetchedModelPath),
      sha256: values.artifact.sha256,
    },
    contract: { inputs: values.inputs, outputs: values.outputs },
    workers: {
      count: workerCount(values),
      threadsPerWorker: workers.threadsPerWorker,
      memoryMiB: workers.memoryPerWorkerMiB,
      recycleAfterRequests: workers.recycleAfterRequests,
      startupTimeoutSeconds: workers.startupTimeoutSeconds,
    },
    http: {
      port: RUNTIME.httpPort,
      managementPort: RUNTIME.managementPort,
      basePath: endpoint.path,
      timeoutSeconds: endpoint.timeoutSeconds,
      bodyLimitMiB: endpoint.bodyLimitMiB,
      bodiesLimitMiB: when(greater(endpoint.bodiesLimitMiB, 0), endpoint.bodiesLimitMiB),
      drainSeconds: add(endpoint.timeoutSeconds, RUNTIME.preStopSeconds),
      trustedProxyHops: RUNTIME.trustedProxyHops,
    },
    queue: { maxRows: endpoint.queue.maxRows },
    batching: {
      enabled: endpoint.batching.enabled,
      maxRows: endpoint.batching.maxRows,
      maxWaitMilliseconds: endpoint.batching.maxWaitMilliseconds,
    },
    auth: {
      mode: values.auth.mode,
      secretsPath: RUNTIME.secretsPath,
      entra: {
        issuer: values.auth.entra.issuer,
        audience: values.auth.entra.audience,
        jwksUri: values.auth.entra.jwksUri,
        roles: values.auth.entra.roles,
      },
    },
    protocols: when(namesOfItsOwn(endpoint.mlServer), { mlServer: mlServerOf(endpoint.mlServer) }),
    log: { level: 'info' },
  };
}

type MlServer = Reference<ScoringValues>['endpoint']['mlServer'];

const mlServerOf = ({ service, version, operation, input }: MlServer) => ({ service, version, operationId: operation, inputName: input });

/** The gateway's own defaults need no mention. */
function namesOfItsOwn({ service, version, operation, input }: MlServer) {
  return or(not(equal(service, '')), not(equal(version, '')), not(equal(operation, 'consume')), not(equal(input, 'inputData')));
}
