import { join } from 'node:path';
import { environmentSpec, kustomizationCount, modelName, modelSpec } from './fleet';
import { processorSeconds, residentMiB } from './process-figures';
import { down, up } from '../cluster/cluster';
import { nodesOf } from '../cluster/nodes';
import { OCI_REGISTRY } from '../cluster/oci-registry';
import { RunDirectory } from '../cluster/run-directory';
import { readState } from '../cluster/state';
import { GitRepository } from '../flux/git-repository';
import { publish, pushedNames } from '../flux/publish';
import { type KustomizationStatus, Stage } from '../flux/stage';
import { KubernetesApi, type KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { serve } from '../kubernetes/serving';

const SYNC_SECONDS = 1500;
const KUSTOMIZATION = 'kustomize.toolkit.fluxcd.io/v1';
/** A node of this size holds fifty pods of the fleet. */
const NODE_SIZE = 'Standard_D64s_v5';
const PODS_PER_NODE = 40;

export interface Change {
  /** From the moment that Flux was told to where the Deployment is the new one. */
  readonly toClusterSeconds: number;
  /** To where no Kustomization has anything left to do. */
  readonly toRestSeconds: number;
  /** Kustomizations that were applied for it. */
  readonly applied: readonly string[];
  /** That kustomize-controller took for it. */
  readonly processorSeconds: number;
}

/** A fleet of models on a cluster of its own that follows it. */
export class FleetStage {
  static async open(source: 'git' | 'oci', models: number): Promise<FleetStage> {
    const directory = new RunDirectory(join(RunDirectory.ofEnvironment().path, `fleet-${source}-${models}`));
    // A run that was killed leaves its cluster.
    await down(directory);
    const { programs, ports } = await up({ directory, say: () => undefined });
    const api = new KubernetesApi(await serve(programs.kubectl, directory.kubeconfig));
    const cluster = { api, kubectl: programs.kubectl, kubeconfig: directory.kubeconfig, existing: false };
    const repository = new GitRepository(join(directory.data('git'), 'served'));
    const fleet = new FleetStage(source, models, directory, new Stage(cluster, directory, repository));
    try {
      await fleet.prepare(source === 'git' ? 'https://github.com/contoso/scoring' : `oci://127.0.0.1:${ports.ociRegistry}/flux/fleet`);
    } catch (error) {
      await fleet.close();
      throw error;
    }
    return fleet;
  }

  private constructor(
    private readonly source: 'git' | 'oci', private readonly models: number, readonly directory: RunDirectory, private readonly stage: Stage,
  ) {}

  /** From an empty cluster to all ready, in seconds. */
  async firstSync(): Promise<number> {
    if (this.source === 'oci') { await publish(this.stage.repository.clone, 'fleet'); }
    const started = Date.now();
    await this.stage.follow('fleet');
    await this.atRest(kustomizationCount(this.models), () => true);
    return seconds(started);
  }

  /** Objects that Flux keeps. */
  async objects(): Promise<number> {
    const all = await this.stage.api.list(KUSTOMIZATION, 'Kustomization', 'flux-system');
    type Inventory = { readonly inventory?: { readonly entries?: readonly unknown[] } };
    return all.map(({ status }) => (status as Inventory).inventory?.entries?.length ?? 0).reduce((sum, each) => sum + each, 0);
  }

  /** Gives one model another version. */
  async changeOne(version: string): Promise<Change> {
    const { repository, fluxProcesses } = this.stage;
    const index = Math.floor(this.models / 2);
    const before = await this.revisions();
    repository.write(`models/${modelName(index)}.yaml`, modelSpec(index, version));
    await repository.synth();
    const commit = repository.commit(`${modelName(index)} ${version}`);
    const controller = fluxProcesses['kustomize-controller'];
    const processorBefore = processorSeconds(controller);
    let isDone: (name: string, revision: string) => boolean;
    let started: number;
    if (this.source === 'git') {
      started = Date.now();
      await this.stage.notify();
      isDone = (_name, revision) => revision.endsWith(commit);
    } else {
      const names = pushedNames(await publish(repository.clone, 'fleet'), true);
      started = Date.now();
      await this.stage.notifyArtifacts(names);
      isDone = (name, revision) => !names.includes(name) || revision !== before[name];
    }
    const name = modelName(index);
    await eventually(async () => {
      const found = await this.stage.api.get({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: name } });
      return JSON.stringify(found?.spec).includes(`${name}:${version}`) ? undefined : 'the Deployment is the old one';
    }, { what: `${name} ${version} in the cluster`, timeoutSeconds: SYNC_SECONDS, explain: async () => this.stage.explain() });
    const toClusterSeconds = seconds(started);
    await this.atRest(kustomizationCount(this.models), isDone);
    const toRestSeconds = seconds(started);
    const after = await this.revisions();
    return {
      toClusterSeconds,
      toRestSeconds,
      applied: Object.keys(after).filter((each) => after[each] !== before[each]),
      processorSeconds: processorSeconds(controller) - processorBefore,
    };
  }

  /** Resident memory in MiB by program. */
  memory(): Record<string, number> {
    const wanted = ['source-controller', 'kustomize-controller', 'kube-apiserver', 'etcd'];
    const processes = readState(this.directory)!.processes.filter(({ name }) => wanted.includes(name));
    return Object.fromEntries(processes.map(({ name, pid }) => [name, residentMiB(pid)]));
  }

  async close(): Promise<void> {
    await this.stage.closeServer();
    await down(this.directory);
  }

  private async prepare(url: string): Promise<void> {
    const { repository, api } = this.stage;
    const count = Math.ceil(this.models / PODS_PER_NODE);
    for (const node of nodesOf([{ name: 'fleet', size: NODE_SIZE, count, zones: ['1', '2', '3'], mode: 'user' }], 'v1.35.4')) {
      await api.create(node as KubernetesObject);
    }
    repository.write('environments/fleet.yaml', environmentSpec(this.source, url));
    for (let index = 0; index < this.models; index += 1) { repository.write(`models/${modelName(index)}.yaml`, modelSpec(index)); }
    await repository.synth();
    repository.commit('The fleet');
    await this.stage.open({ more: this.source === 'oci' ? [OCI_REGISTRY] : [] });
  }

  private async revisions(): Promise<Record<string, string>> {
    const all = await this.stage.api.list(KUSTOMIZATION, 'Kustomization', 'flux-system');
    return Object.fromEntries(all.map(({ metadata, status }) => [metadata.name, (status as KustomizationStatus).lastAppliedRevision ?? '']));
  }

  /** Waits until every Kustomization is there, has applied what it should, and all that it holds is well. */
  private async atRest(count: number, isDone: (name: string, revision: string) => boolean): Promise<void> {
    await eventually(async () => {
      const all = await this.stage.api.list(KUSTOMIZATION, 'Kustomization', 'flux-system');
      const late = all.filter(({ metadata, status }) => {
        const { conditions = [], lastAppliedRevision = '' } = (status ?? {}) as KustomizationStatus;
        return !isDone(metadata.name, lastAppliedRevision) || conditions.find(({ type }) => type === 'Ready')?.status !== 'True';
      });
      if (all.length === count && late.length === 0) { return undefined; }
      const [first] = late;
      return `${all.length} of ${count} Kustomizations are there, ${late.length} not done; ${first?.metadata.name}: ${JSON.stringify((first?.status as KustomizationStatus | undefined)?.conditions)}`;
    }, { what: 'Flux to be done with the fleet', timeoutSeconds: SYNC_SECONDS, explain: async () => this.stage.explain() });
  }
}

function seconds(since: number): number {
  return (Date.now() - since) / 1000;
}
