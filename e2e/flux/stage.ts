import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { fluxDefinitions } from './definitions';
import { GitRepository } from './git-repository';
import { StandIns } from './stand-ins';
import type { Component } from '../cluster/component';
import { startFlux, type RunningFlux } from '../cluster/flux';
import { serveGit, type GitServer, type Writer } from '../cluster/git-server';
import { tail } from '../cluster/processes';
import { RunDirectory } from '../cluster/run-directory';
import { readState } from '../cluster/state';
import type { KubernetesApi, KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { connect, type Connection } from '../suites/connection';
import { installCustomResources } from '../suites/custom-resources';
import { Footprint } from '../suites/footprint';

const NAMESPACE = 'flux-system';
const SOURCE = 'source.toolkit.fluxcd.io/v1';
const KUSTOMIZATION = 'kustomize.toolkit.fluxcd.io/v1';
const RELEASE = 'helm.toolkit.fluxcd.io/v2';

/** What is rendered and does not go with a namespace of its own. */
const APPLIED: readonly (readonly [apiVersion: string, kind: string, namespace?: string])[] = [
  ['v1', 'Namespace'], ['v1', 'PersistentVolume'], ['v1', 'ConfigMap', 'kube-system'], ['azmonitoring.coreos.com/v1', 'PodMonitor', 'kube-system'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole'], ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'], ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding'], ['cert-manager.io/v1', 'ClusterIssuer'],
];

const IMAGE_KINDS = ['ImageRepository', 'ImagePolicy', 'ImageUpdateAutomation'].map((kind) => ['image.toolkit.fluxcd.io/v1', kind] as const);

export interface KustomizationStatus {
  readonly lastAppliedRevision?: string;
  readonly observedGeneration?: number;
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message: string }[];
}

export interface HelmReleaseStatus {
  /** The newest first. */
  readonly history?: readonly { readonly chartVersion: string; readonly status: string }[];
  readonly conditions?: KustomizationStatus['conditions'];
}

export interface StageOptions {
  readonly say?: (line: string) => void;
  /** Beside source- and kustomize-controller. */
  readonly more?: readonly Component[];
  /** Who may push to the repository; nobody if left out. */
  readonly writer?: Writer;
}

/** A cluster that follows a repository: real Flux, real Git over http. */
export class Stage {
  /** In the cluster that the suites run on, with the specs of the samples. */
  static async withSamples(): Promise<Stage> {
    const directory = RunDirectory.ofEnvironment();
    const stage = new Stage(await connect(), directory, repositoryIn(directory));
    stage.repository.copySpecs();
    return stage;
  }

  readonly standIns: StandIns;
  private readonly footprint: Footprint;
  private server?: GitServer;
  private flux?: RunningFlux;

  constructor(readonly cluster: Connection, readonly directory: RunDirectory, readonly repository: GitRepository) {
    this.standIns = new StandIns(cluster.api);
    this.footprint = new Footprint(cluster.api);
  }

  get api(): KubernetesApi { return this.cluster.api; }
  /** Where Git is served; known before it is. */
  get gitUrl(): string { return `http://127.0.0.1:${readState(this.directory)!.ports.git}/${this.repository.name}`; }
  /** Of artifacts, charts and images, where it is among the programs. */
  get registryHost(): string { return `127.0.0.1:${readState(this.directory)!.ports.ociRegistry}`; }
  get fluxProcesses(): Readonly<Record<string, number>> { return this.flux!.processes; }

  /** Brings Flux up, with the account that AKS's extension applies as, and nothing to follow yet. */
  async open({ say = () => undefined, more = [], writer }: StageOptions = {}): Promise<void> {
    for (const definition of await fluxDefinitions()) { await this.api.apply(definition); }
    await installCustomResources(this.cluster, this.footprint);
    await this.footprint.place({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
    await this.footprint.place({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'flux-applier', namespace: NAMESPACE } });
    await this.footprint.place({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'e2e-flux-applier' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'flux-applier', namespace: NAMESPACE }],
    });
    this.server = await serveGit(this.repository.folder, { port: readState(this.directory)!.ports.git, writer });
    this.flux = await startFlux(this.directory, say, more);
  }

  /** Points Flux at an environment, by what the project renders for that; only the address of the repository is another. */
  async follow(environment: string): Promise<void> {
    const text = this.repository.read(`dist/clusters/${environment}/bootstrap.yaml`);
    for (const document of parseAllDocuments(text)) {
      const object = document.toJS() as KubernetesObject;
      const spec = object.spec as object;
      await this.footprint.place(object.kind === 'GitRepository'
        ? { ...object, spec: { ...spec, url: this.server!.urlOf(this.repository.name) } }
        : object);
    }
  }

  /** Has Flux look at once, as a webhook does. */
  async notify(): Promise<void> {
    await this.reconcile({ apiVersion: SOURCE, kind: 'GitRepository', metadata: { name: 'plumbline', namespace: NAMESPACE } });
  }

  /** Has Flux look at artifacts at once, as the webhook of a registry does. */
  async notifyArtifacts(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const source: KubernetesObject = { apiVersion: SOURCE, kind: 'OCIRepository', metadata: { name, namespace: NAMESPACE } };
      if (await this.api.get(source) !== undefined) { await this.reconcile(source); }
    }
  }

  /** Has a Kustomization looked at before its interval is over. */
  async reconcile(object: KubernetesObject): Promise<void> {
    await this.api.patch(object, { metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': new Date().toISOString() } } });
  }

  kustomization(name: string): KubernetesObject {
    return { apiVersion: KUSTOMIZATION, kind: 'Kustomization', metadata: { name, namespace: NAMESPACE } };
  }

  async status(name: string): Promise<KustomizationStatus> {
    return ((await this.api.get(this.kustomization(name)))?.status ?? {}) as KustomizationStatus;
  }

  helmRelease(name: string): KubernetesObject {
    return { apiVersion: RELEASE, kind: 'HelmRelease', metadata: { name, namespace: NAMESPACE } };
  }

  async release(name: string): Promise<HelmReleaseStatus> {
    return ((await this.api.get(this.helmRelease(name)))?.status ?? {}) as HelmReleaseStatus;
  }

  /** Waits until a Kustomization, or each there is, has applied a commit and all of it is well. */
  async applied(commit: string, { names, timeoutSeconds = 180 }: { names?: readonly string[]; timeoutSeconds?: number } = {}): Promise<void> {
    await eventually(async () => {
      const all = await this.api.list(KUSTOMIZATION, 'Kustomization', NAMESPACE);
      const missing = (names ?? []).filter((name) => !all.some(({ metadata }) => metadata.name === name));
      const late = all.filter(({ metadata }) => names === undefined || names.includes(metadata.name)).flatMap(({ metadata, status }) => {
        const { lastAppliedRevision = '', conditions = [] } = (status ?? {}) as KustomizationStatus;
        const ready = conditions.find(({ type }) => type === 'Ready');
        return lastAppliedRevision.endsWith(commit) && ready?.status === 'True' ? [] : [`${metadata.name}: ${ready?.message ?? 'nothing yet'}`];
      });
      const waiting = [...missing.map((name) => `${name}: not there`), ...late];
      return waiting.length === 0 && all.length > 0 ? undefined : waiting.join('\n');
    }, { what: `Flux to apply ${commit.slice(0, 8)}`, timeoutSeconds, explain: async () => this.explain() });
  }

  explain(): string {
    return Object.keys(this.flux?.processes ?? {}).map((name) => `${name}:\n${tail(this.directory.log(name), 15)}`).join('\n');
  }

  /** Ends what this process serves; for a cluster that is taken down as a whole. */
  async closeServer(): Promise<void> {
    await this.server?.close();
  }

  /** Stops Flux first, so that nothing is pruned or repaired behind the suite's back, and removes what it applied. */
  async close(): Promise<void> {
    await this.standIns.stop();
    await this.flux?.stop();
    await this.server?.close();
    const owned = (await Promise.all(APPLIED.map(async ([apiVersion, kind, namespace]) =>
      (await this.api.list(apiVersion, kind, namespace)).map((object) => ({ ...object, apiVersion, kind }))))).flat()
      .filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/managed-by'] === 'plumbline');
    for (const kustomization of await this.api.list(KUSTOMIZATION, 'Kustomization', NAMESPACE)) {
      await this.api.patch({ ...kustomization, apiVersion: KUSTOMIZATION, kind: 'Kustomization' }, { metadata: { finalizers: null } });
    }
    const sources = ['GitRepository', 'OCIRepository', 'HelmRepository', 'HelmChart'].map((kind) => [SOURCE, kind] as const);
    for (const [apiVersion, kind] of [...sources, [RELEASE, 'HelmRelease'] as const, ...IMAGE_KINDS]) {
      for (const object of await this.api.list(apiVersion, kind, NAMESPACE)) {
        await this.api.patch({ ...object, apiVersion, kind }, { metadata: { finalizers: null } });
      }
    }
    this.footprint.add(...owned);
    await this.footprint.remove();
  }
}

/** Where a stage keeps its repository. @param made a repository that somebody has made */
export function repositoryIn(directory: RunDirectory, made?: string): GitRepository {
  return new GitRepository(join(directory.data('git'), 'served'), made);
}
