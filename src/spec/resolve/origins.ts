import { completeEnvironment } from '../environment';
import type { Environment } from '../environment.generated';
import { specSchema } from '../load/schemas';
import { SourceText } from '../load/source-text';
import { ModelView } from '../model-view';
import type { Model } from '../model.generated';
import { valueAt, type Position, type SpecPath } from '../problem';
import type { SpecOf } from './resolve-model';
import { schemaAt } from '../schema/json-schema';

/** Where a resolved value comes from: a line of a file, a default of the schema, or a rule over other values. */
export type Origin = Position & { readonly from: 'file'; readonly file: string; readonly path: SpecPath } | { readonly from: 'default' | 'rule' };

/** Fields that may decide a value, the strongest first: `model` under the model's spec, `metadata` under its metadata, `environment` under the environment. */
type Source = readonly [part: 'model' | 'metadata' | 'environment', path: string];

/** The fields behind each resolved value; a value that is not listed has those of its nearest parent. */
const SOURCES: Readonly<Record<string, readonly Source[]>> = {
  'name': [['metadata', 'name']],
  'version': [['model', 'version'], ['metadata', 'version']],
  'team': [['metadata', 'team']],
  'owner': [['metadata', 'owner']],
  'description': [['metadata', 'description']],
  'family': [['model', 'family']],
  'namespace': [['metadata', 'name']],
  'labels': [['metadata', 'labels']],
  'annotations': [['metadata', 'annotations']],
  'image': [['model', 'image']],
  'image.registry': [['model', 'image'], ['environment', 'spec.registry.name']],
  'artifact': [['model', 'artifact']],
  'artifact.location': [['model', 'artifact.blob'], ['model', 'artifact.share.path']],
  'artifact.sha256': [['model', 'artifact.sha256']],
  'artifact.maxSizeMiB': [['model', 'artifact.maxSize']],
  'artifact.timeoutSeconds': [['model', 'artifact.timeoutSeconds']],
  'artifact.share': [['model', 'artifact.share']],
  'artifact.share.storageAccount': [['environment', 'spec.storage.account']],
  'artifact.share.server': [['environment', 'spec.storage.account']],
  'artifact.share.resourceGroup': [['environment', 'spec.storage.resourceGroup'], ['environment', 'spec.cluster.resourceGroup']],
  'identity.clientId': [['environment', 'spec.identities']],
  'identity.tenantId': [['environment', 'spec.tenantId']],
  'inputs': [['model', 'inputs']],
  'outputs': [['model', 'outputs']],
  'workers.cores': [['model', 'workers.cores']],
  'workers.threadsPerWorker': [['model', 'workers.threadsPerWorker']],
  'workers.memoryPerWorkerMiB': [['model', 'workers.memoryPerWorker']],
  'workers.recycleAfterRequests': [['model', 'workers.recycleAfterRequests']],
  'workers.startupTimeoutSeconds': [['model', 'workers.startupTimeoutSeconds']],
  'gateway.cpuMillicores': [['model', 'gateway.cpuMillicores']],
  'gateway.memoryMiB': [['model', 'gateway.memory']],
  'gpu.count': [['model', 'gpu.count'], ['model', 'gpu']],
  'gpu.sku': [['model', 'gpu.sku'], ['model', 'gpu']],
  'gpu.force': [['model', 'gpu.force'], ['model', 'gpu']],
  'scaling.min': [['model', 'scaling.min']],
  'scaling.max': [['model', 'scaling.max']],
  'scaling.cpuUtilization': [['model', 'scaling.cpuUtilization']],
  'endpoint.host': [['model', 'endpoint.host'], ['environment', 'spec.host']],
  'endpoint.path': [['model', 'endpoint.path'], ['metadata', 'name']],
  'endpoint.timeoutSeconds': [['model', 'endpoint.timeoutSeconds']],
  'endpoint.bodyLimitMiB': [['model', 'endpoint.bodyLimit']],
  'endpoint.bodiesLimitMiB': [['model', 'endpoint.bodiesLimit']],
  'endpoint.batching.enabled': [['model', 'endpoint.batching.enabled']],
  'endpoint.batching.maxRows': [['model', 'endpoint.batching.maxRows']],
  'endpoint.batching.maxWaitMilliseconds': [['model', 'endpoint.batching.maxWaitMilliseconds']],
  'endpoint.queue.maxRows': [['model', 'endpoint.queue.maxRows']],
  'endpoint.mlServer.service': [['model', 'endpoint.mlServer.service'], ['metadata', 'name']],
  'endpoint.mlServer.version': [['model', 'endpoint.mlServer.version'], ['model', 'version'], ['metadata', 'version']],
  'endpoint.mlServer.operation': [['model', 'endpoint.mlServer.operation']],
  'endpoint.mlServer.input': [['model', 'endpoint.mlServer.input']],
  'auth.mode': [['model', 'endpoint.auth']],
  'auth.entra.audience': [['model', 'endpoint.entra.audience']],
  'auth.entra.roles': [['model', 'endpoint.entra.roles']],
  'auth.entra.issuer': [['model', 'endpoint.entra.tenantId'], ['environment', 'spec.tenantId']],
  'auth.entra.jwksUri': [['model', 'endpoint.entra.tenantId'], ['environment', 'spec.tenantId']],
  'ingress.controller': [['environment', 'spec.ingress.controller']],
  'ingress.className': [['environment', 'spec.ingress.class'], ['environment', 'spec.ingress.controller']],
  'ingress.namespace': [['environment', 'spec.ingress.namespace'], ['environment', 'spec.ingress.controller']],
  'ingress.gateway': [['environment', 'spec.ingress.gateway'], ['environment', 'spec.ingress.controller']],
  'ingress.certificate': [['environment', 'spec.certificates.issuer']],
  'ingress.certificate.own': [['model', 'endpoint.host'], ['environment', 'spec.additionalHosts']],
  'secrets': [['model', 'endpoint.credentials'], ['environment', 'spec.keyVault']],
  'secrets.keyVault': [['environment', 'spec.keyVault']],
  'variables': [['model', 'env']],
  'egress': [['model', 'egress']],
  'pods.annotations': [['model', 'pods.annotations']],
  'pods.nodeSelector': [['model', 'pods.nodeSelector']],
  'pods.tolerations': [['model', 'pods.tolerations']],
  'monitoring.prometheus': [['environment', 'spec.monitoring.prometheus']],
  'monitoring.namespace': [['environment', 'spec.monitoring.namespace'], ['environment', 'spec.monitoring.prometheus']],
  'monitoring.scrapeIntervalSeconds': [['environment', 'spec.monitoring.scrapeIntervalSeconds']],
  'environment.name': [['environment', 'metadata.name']],
  'environment.region': [['environment', 'spec.cluster.region']],
  'environment.kubernetesVersion': [['environment', 'spec.cluster.kubernetesVersion']],
  'environment.cloud': [['environment', 'spec.cluster.cloud']],
};

/** Says of resolved values where they come from. Files are parsed for positions at the first question only. */
export class Origins {
  private readonly texts = new Map<string, SourceText>();
  private readonly view: ModelView;

  /** @param textOf the text of a file, asked for once. */
  public constructor(
    private readonly model: SpecOf<Model>,
    private readonly environment: SpecOf<Environment>,
    private readonly textOf: (file: string) => string,
  ) {
    this.view = ModelView.of(model.value, completeEnvironment(environment.value).metadata.name);
  }

  /** @param path of a resolved value, dotted: `scaling.min`, `inputs.0.name`. */
  public of(path: string): Origin {
    const sources = sourcesOf(path);
    for (const source of sources) {
      const written = this.written(source);
      if (written !== undefined) return { from: 'file', ...written, ...this.text(written.file).position(written.path, 'value') };
    }
    return { from: sources.length > 0 && hasDefault(sources[0]) ? 'default' : 'rule' };
  }

  private written([part, dottedPath]: Source): { readonly file: string; readonly path: SpecPath } | undefined {
    const path = dottedPath.split('.');
    if (part === 'model') {
      const origin = this.view.origin(path);
      return origin && { file: this.model.file, path: origin };
    }
    const [{ file, value }, whole] = part === 'metadata' ? [this.model, ['metadata', ...path]] : [this.environment, path];
    return valueAt(value, whole) === undefined ? undefined : { file, path: whole };
  }

  private text(file: string): SourceText {
    let text = this.texts.get(file);
    if (text === undefined) this.texts.set(file, text = new SourceText(this.textOf(file)));
    return text;
  }
}

/** Those of the path itself, or of the nearest parent that has some. */
function sourcesOf(path: string): readonly Source[] {
  for (let prefix = path; prefix !== ''; prefix = prefix.slice(0, Math.max(prefix.lastIndexOf('.'), 0))) {
    if (Object.hasOwn(SOURCES, prefix)) return SOURCES[prefix];
  }
  return [];
}

function hasDefault([part, path]: Source): boolean {
  const schema = specSchema(part === 'environment' ? 'Environment' : 'Model');
  const parent = part === 'environment' ? [] : [part === 'model' ? 'spec' : 'metadata'];
  return schemaAt(schema, [...parent, ...path.split('.')])?.default !== undefined;
}
