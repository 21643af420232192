import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainArtifact, type Artifact } from './artifact';
import { Client } from './client';
import { federatedToken } from './federated-token';
import { httpsAt, type HttpsAnswer } from './https';
import { Load } from './load';
import { pushSampleImage } from './sample-image';
import { renderServed, servedEnvironment, type ServedModel, writeServed } from './specs';
import { hashPassword } from '../../model-image/gateway/src/auth/password-hash';
import { loadRepository } from '../../src/spec/load/load-repository';
import type { FederatedCredential } from '../cluster/azure/settings';
import { Kubectl } from '../cluster/kubectl';
import { federate } from '../cluster/node/azure';
import type { MachineState } from '../cluster/node/machine';
import { rootUrl } from '../cluster/node/pebble';
import { tail } from '../cluster/processes';
import { RunDirectory } from '../cluster/run-directory';
import { readState } from '../cluster/state';
import { statusOf } from '../flux/status';
import { writeChart } from '../helm/write-chart';
import type { KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { explainNamespace } from '../kubernetes/explain';
import { deployment } from '../kubernetes/objects';
import { only, placeUnits } from '../suites/bring-up';
import { connect, type Connection } from '../suites/connection';
import { installCustomResources } from '../suites/custom-resources';
import { Footprint } from '../suites/footprint';
import { TODAY } from '../suites/sample-specs';

/** The model's name, and what is to be other than in the sample. */
type ServedChanges = Partial<ServedModel> & Pick<ServedModel, 'name'>;

const UPLOADER = { namespace: 'e2e-uploader', name: 'uploader', clientId: '5a0f7e2c-7f0e-4b52-9d8e-6b1c2f3a4d5e' };
const USER = { name: 'e2e', password: 'a password for an hour' };
/** Where the model lies in storage. */
const BLOB = 'boston-housing/1.0.0/model.tar.gz';
/** Image pull, fetch, R's start and its first score, on a machine that does other things too. */
const READY_SECONDS = 300;

/** What has to be there before the sample can be served: its image, its model in storage, who may read it, its users; and how to ask it. */
export class Scene {
  static async open(): Promise<Scene> {
    const cluster = await connect();
    const directory = RunDirectory.ofEnvironment();
    const state = readState(directory);
    if (state?.machine === undefined) { throw new Error('this suite needs a cluster with containers; start it with "npx projen test:cluster"'); }
    const scene = new Scene(cluster, directory, state.machine, state.kubernetes, trainArtifact(), await pushSampleImage(state.machine, say));
    await installCustomResources(cluster, scene.footprint);
    await scene.upload();
    return scene;
  }

  readonly footprint: Footprint;
  private readonly federated: FederatedCredential[] = [];
  private readonly loads: Load[] = [];

  private constructor(
    readonly cluster: Connection,
    readonly directory: RunDirectory,
    readonly machine: MachineState,
    private readonly kubernetes: string,
    readonly artifact: Artifact,
    readonly digest: string,
  ) {
    this.footprint = new Footprint(cluster.api);
  }

  get address(): string { return this.machine.addresses.node; }

  get kubectl(): Kubectl { return new Kubectl(this.cluster.kubectl, this.cluster.kubeconfig); }

  /** Places a model as it is rendered, and what it needs around it. */
  async place(changes: ServedChanges, { trusted = true, edit = (object: KubernetesObject) => object } = {}): Promise<readonly KubernetesObject[]> {
    const { name } = changes;
    const objects = (await this.prepare(changes, { trusted })).map(edit);
    await this.footprint.place(only(objects, 'Namespace'));
    await this.placeUsers(name);
    await placeUnits(this.footprint, [{ path: '', objects }]);
    return objects;
  }

  /**
   * Has ready what a model needs from elsewhere: the platform, and trust of its team's managed identity unless told otherwise. Answers the model's
   * objects as they are rendered, without having placed one.
   */
  async prepare(changes: ServedChanges, { trusted = true } = {}): Promise<readonly KubernetesObject[]> {
    const root = this.specs(changes.name);
    this.write(root, changes, { trusted });
    const units = renderServed(root);
    await placeUnits(this.footprint, units.filter(({ path }) => path.startsWith('dist/platform/')));
    return units.filter(({ path }) => path.startsWith('dist/models/')).flatMap((unit) => unit.objects);
  }

  /** Writes the specs of a model into a folder, and places nothing. Its team's managed identity trusts it, unless told otherwise. */
  write(root: string, changes: ServedChanges, { trusted = true } = {}): void {
    const { name } = changes;
    writeServed(root, this.kubernetes, { digest: this.digest, sha256: this.artifact.sha256, blob: BLOB, scaling: { min: 2, max: 4 }, ...changes });
    if (trusted) { this.trust({ clientId: this.clientId(), subject: `system:serviceaccount:${name}:${name}` }); }
  }

  /** Writes the chart of a model that was prepared. @returns its folder */
  writeChart(name: string): string {
    const placements = loadRepository(this.specs(name), { today: TODAY }).placements.map(({ values }) => values);
    return writeChart(this.directory.data(join('charts', name)), { name, version: placements[0].version, placements });
  }

  /** The Secret with the model's users and signing keys, in its namespace, which has to be there. */
  async placeUsers(name: string): Promise<void> {
    await this.footprint.place(await credentials(name));
  }

  /** Waits until a model is served: its pods ready, its host's certificate there, and the way to it known to who leads there. */
  async served(name: string, pods: number): Promise<void> {
    await eventually(async () => {
      const { metadata, status = {} } = (await this.cluster.api.get(deployment(name)))!;
      const { observedGeneration, readyReplicas = 0, updatedReplicas = 0, replicas = 0 } = status as Record<string, number | undefined>;
      if (observedGeneration !== metadata.generation) { return 'the Deployment was not looked at yet'; }
      if (readyReplicas < pods || updatedReplicas < replicas) { return `${readyReplicas} of ${pods} pods are ready`; }
      const certificate = await this.cluster.api.get({ apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'scoring-hosts', namespace: 'traefik' } });
      const { conditions = [] } = (certificate?.status ?? {}) as { conditions?: { type: string; status: string; message: string }[] };
      const ready = conditions.find(({ type }) => type === 'Ready');
      if (ready?.status !== 'True') { return `the certificate is not there: ${ready?.message ?? 'nobody has looked at it'}`; }
      // Traefik reads objects a moment after they are there; until then it answers with a certificate of its own, and with 404.
      const answer = await this.anonymous(name, []).catch(String);
      return typeof answer !== 'string' && answer.status === 401 ? undefined : `the way to it is not open: ${typeof answer === 'string' ? answer : answer.status}`;
    }, { what: `${name} to be served`, timeoutSeconds: READY_SECONDS, explain: () => this.explain(name) });
  }

  /** A client that trusts the certification authority alone, and has logged in. */
  async client(name: string): Promise<Client> {
    return Client.login(this.address, `https://models.contoso.com/${name}`, { root: await this.root(), user: USER, directory: this.directory.config('.') });
  }

  /** Puts load on a model until it is stopped or the scene closed: the sample's row, so many times in each request. */
  load(client: Client, { rowsPerRequest = 1, ...load }: { concurrency: number; rowsPerRequest?: number; pauseMilliseconds?: number }): Load {
    const times = <T>(value: T): T[] => Array.from({ length: rowsPerRequest }, () => value);
    const expected = JSON.stringify(times({ medv: this.artifact.prediction }));
    const started = new Load(client, { ...load, rows: times(this.artifact.row), expected });
    this.loads.push(started);
    return started;
  }

  /** What somebody without a token is answered. */
  async anonymous(name: string, rows: readonly object[]): Promise<HttpsAnswer> {
    return httpsAt(this.address, `https://models.contoso.com/${name}/score`, {
      method: 'POST', ca: await this.root(), headers: { 'content-type': 'application/json' }, body: JSON.stringify(rows),
    });
  }

  /** Why a model is not ready, in the words of `plumbline status`; undefined where it is. */
  async statusOf(name: string): Promise<string | undefined> {
    return (await statusOf(this.specs(name), this.cluster.kubeconfig, 'production')).reasons[name];
  }

  async explain(name: string): Promise<string> {
    const parts = await Promise.all([name, 'traefik'].map((namespace) => explainNamespace(this.cluster.api, namespace)));
    const logs = ['azure', 'traefik', 'cert-manager-controller'].map((component) => this.directory.log(component)).map((log) => `end of ${log}:\n${tail(log)}`);
    return [...parts, ...logs].join('\n');
  }

  async close(): Promise<void> {
    await Promise.all(this.loads.map((load) => load.stop()));
    await this.footprint.remove();
  }

  /** Folder of the specs that a model is placed by. */
  private specs(name: string): string {
    return this.directory.data(join('specs', name));
  }

  /** PEM of the certification authority's root. */
  private async root(): Promise<string> {
    return (await httpsAt(this.machine.addresses.outside, rootUrl(this.machine), { ca: this.authority() })).text;
  }

  private trust(credential: FederatedCredential): void {
    this.federated.push(credential);
    federate(this.directory, this.federated);
  }

  private clientId(): string {
    return (servedEnvironment(this.kubernetes).spec.identities as Record<string, string>).pricing;
  }

  private authority(): string {
    return readFileSync(join(this.directory.certificates, 'plumbline-cluster-ca.crt'), 'utf8');
  }

  /** Puts the model into storage with the right of a service account of its own, the way a pipeline would. */
  private async upload(): Promise<void> {
    const { namespace, name, clientId } = UPLOADER;
    await this.footprint.place({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    await this.footprint.place({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
    this.trust({ clientId, subject: `system:serviceaccount:${namespace}:${name}` });
    const { spec } = servedEnvironment(this.kubernetes);
    const { account, container } = spec.storage as { account: string; container: string };
    const token = await federatedToken(this.kubectl, {
      namespace, name, clientId, tenant: spec.tenantId as string, address: this.machine.addresses.outside, ca: this.authority(),
    });
    const put = async (path: string, headers: Record<string, string>, body: Buffer | '') => {
      const answer = await httpsAt(this.machine.addresses.storage, `https://${account}.blob.core.windows.net/${path}`, {
        method: 'PUT',
        ca: this.authority(),
        body,
        headers: { 'authorization': `Bearer ${token}`, 'x-ms-version': '2024-11-04', 'x-ms-date': new Date().toUTCString(), ...headers },
      });
      if (answer.status !== 201 && answer.status !== 409) { throw new Error(`PUT ${path} answers ${answer.status}: ${answer.text}`); }
    };
    await put(`${container}?restype=container`, {}, '');
    await put(`${container}/${BLOB}`, { 'x-ms-blob-type': 'BlockBlob' }, this.artifact.archive);
  }
}

async function credentials(name: string): Promise<KubernetesObject> {
  const key = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64url');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `${name}-credentials`, namespace: name },
    stringData: {
      'users.json': JSON.stringify({ users: [{ name: USER.name, hash: await hashPassword(USER.password) }] }),
      'signing-keys.json': JSON.stringify({ keys: [{ kid: 'e2e', alg: 'HS256', k: key }] }),
    },
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
