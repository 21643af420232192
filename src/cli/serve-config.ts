import { mebibytes, type ModelView } from '../spec';

/** Where and how `serve` listens. */
export interface ServeSettings {
  readonly host: string;
  readonly port: number;
  readonly workers: number;
  /** Folder with users.json and signing-keys.json; without one nobody is asked who he is. */
  readonly secrets?: string;
}

/** The part of the gateway's configuration that a person at a laptop decides. */
function settings({ host, port, workers, secrets }: ServeSettings, mode: string) {
  return {
    workers: { count: workers, memoryMiB: 4096 },
    http: { host, port, managementPort: 0 },
    auth: secrets === undefined ? { mode: 'none' } : { mode: mode === 'basic' ? 'basic' : 'password', secretsPath: secrets },
  };
}

/** Serves a folder with model.rds or score.R: its contract is what the model says of itself. */
export function folderConfig(folder: string, name: string, given: ServeSettings): object {
  return { model: { name, version: '0.0.0', path: folder }, ...settings(given, 'password') };
}

/** Serves a model as its spec says, on this machine: the contract, limits and memory of the spec, this machine's ports and number of workers. */
export function specConfig({ metadata, spec }: ModelView, folder: string, given: ServeSettings): object {
  const base = settings(given, spec.endpoint.auth);
  const columns = (list: readonly object[] | undefined) => (list ?? []).map((column) => ({ nullable: false, levels: [], minimum: null, maximum: null, description: '', ...column }));
  const { timeoutSeconds, bodyLimit, bodiesLimit, batching, queue, mlServer } = spec.endpoint;
  return {
    ...base,
    model: { name: metadata.name, version: metadata.version, path: folder },
    contract: { inputs: columns(spec.inputs), outputs: columns(spec.outputs) },
    workers: { ...base.workers, threadsPerWorker: spec.workers.threadsPerWorker, memoryMiB: mebibytes(spec.workers.memoryPerWorker) },
    http: {
      ...base.http,
      timeoutSeconds,
      bodyLimitMiB: mebibytes(bodyLimit),
      ...bodiesLimit !== undefined && { bodiesLimitMiB: mebibytes(bodiesLimit) },
    },
    batching,
    queue,
    protocols: { mlServer: { service: mlServer.service ?? '', version: mlServer.version ?? '', operationId: mlServer.operation, inputName: mlServer.input } },
  };
}
