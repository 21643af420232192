import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { CONTROLLERS, fluxManifests, importControllers } from './controllers-in-pods';
import { flux } from './flux-command';
import type { GitRepository } from './git-repository';
import { repositoryIn, type KustomizationStatus } from './stage';
import { traefikChart, TraefikFromChart } from './traefik-from-chart';
import { serveGit, type GitServer } from '../cluster/git-server';
import { readState } from '../cluster/state';
import type { KubernetesApi, KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { explainNamespace } from '../kubernetes/explain';
import { namespace } from '../kubernetes/objects';
import { Scene } from '../prediction/scene';

const NAMESPACE = 'flux-system';
const KUSTOMIZATION = 'kustomize.toolkit.fluxcd.io/v1';
const WRITER = { username: 'flux', password: 'may-push' };
const ENVIRONMENT = 'production';
const READY_SECONDS = 300;

const COMPONENT = `dist/platform/${ENVIRONMENT}/components/traefik.yaml`;

/**
 * A cluster with containers that Flux, in pods, brings from a repository to a prediction. cert-manager is there as somebody else's; so is Traefik, unless there is its
 * chart.
 */
export class Platform {
  static async open(model: string): Promise<Platform> {
    const scene = await Scene.open();
    const { directory, machine } = scene;
    const repository = repositoryIn(directory);
    scene.write(repository.clone, { name: model });
    const chart = traefikChart();
    repository.edit(`environments/${ENVIRONMENT}.yaml`, '\nspec:\n', `\nspec:\n  components: { traefik: ${chart !== undefined}, certManager: false }\n`);
    const traefik = chart === undefined ? undefined : await TraefikFromChart.open(scene, chart);
    const server = await serveGit(repository.folder, { port: readState(directory)!.ports.git, writer: WRITER, address: machine.addresses.host });
    await importControllers(machine, directory, say);
    const platform = new Platform(scene, repository, server, model, traefik);
    await platform.commit('The first model');
    return platform;
  }

  private constructor(
    readonly scene: Scene,
    readonly repository: GitRepository,
    private readonly server: GitServer,
    private readonly model: string,
    private readonly traefik: TraefikFromChart | undefined,
  ) {}

  get api(): KubernetesApi { return this.scene.cluster.api; }

  /** `flux bootstrap git`, which pushes Flux's manifests to a path of their own, applies them and waits for what they make. */
  async bootstrap(): Promise<void> {
    const { kubectl } = this.scene.cluster;
    await this.flux([
      'bootstrap', 'git', `--url=${this.server.urlOf(this.repository.name)}`, '--branch=main', `--path=flux/${ENVIRONMENT}`,
      '--token-auth', '--allow-insecure-http', `--username=${WRITER.username}`, `--components=${CONTROLLERS.join()}`,
      `--manifests=${await fluxManifests(kubectl, this.scene.directory.data('flux-manifests'))}`, '--author-email=e2e@example.com', '--timeout=3m',
    ], { GIT_PASSWORD: WRITER.password });
    this.repository.merge('main');
  }

  /** `kubectl apply` of what points Flux at the tree; only the repository's address is another. The model's users come when its namespace is there. */
  async applyBootstrap(): Promise<void> {
    const text = this.repository.read(`dist/clusters/${ENVIRONMENT}/bootstrap.yaml`);
    const url = /^ {2}url: .*$/m;
    if (!url.test(text)) { throw new Error('bootstrap.yaml names no repository'); }
    await this.scene.kubectl.run(['apply', '-f', '-'], { input: text.replace(url, `  url: ${this.server.urlOf(this.repository.name)}`) });
    await eventually(async () => await this.api.get(namespace(this.model)) === undefined ? 'it is not there' : undefined, {
      what: `the namespace ${this.model}`, timeoutSeconds: READY_SECONDS, explain: () => this.explain(),
    });
    await this.scene.placeUsers(this.model);
  }

  /** Waits until these Kustomizations, and no others, are there and ready. */
  ready(names: readonly string[]): Promise<void> {
    return eventually(async () => {
      const all = await this.kustomizations();
      const late = all.flatMap(({ metadata, status }) => {
        const found = ((status ?? {}) as KustomizationStatus).conditions?.find(({ type }) => type === 'Ready');
        return found?.status === 'True' ? [] : [`${metadata.name}: ${found?.message ?? 'nothing yet'}`];
      });
      const present = all.map(({ metadata }) => metadata.name).sort().join();
      return present === [...names].sort().join() && late.length === 0 ? undefined : `there are ${present}; not ready:\n${late.join('\n')}`;
    }, { what: `${names.join(', ')} to be ready`, timeoutSeconds: READY_SECONDS, explain: () => this.explain() });
  }

  /** A change of a spec, rendered and pushed, of which Flux is told. */
  async change(path: string, from: string, to: string): Promise<void> {
    this.repository.edit(path, from, to);
    await this.commit(`Change ${path}`);
    await this.told({ apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', metadata: { name: 'plumbline', namespace: NAMESPACE } });
  }

  reconcile(kustomization: string): Promise<void> {
    return this.told({ apiVersion: KUSTOMIZATION, kind: 'Kustomization', metadata: { name: kustomization, namespace: NAMESPACE } });
  }

  /** Whether one of Flux's accounts may do this in every namespace, as the API server judges. */
  async may(account: string, verb: string, resource: string): Promise<boolean> {
    const args = ['auth', 'can-i', verb, resource, '--all-namespaces', `--as=system:serviceaccount:${NAMESPACE}:${account}`];
    const { kubectl, kubeconfig } = this.scene.cluster;
    // It says no with the exit code 1.
    const { stdout } = await promisify(execFile)(kubectl, args, { env: { ...process.env, KUBECONFIG: kubeconfig } })
      .catch((error: unknown) => error as { stdout: string });
    return { yes: true, no: false }[stdout.trim()] ?? Promise.reject(new Error(`kubectl ${args.join(' ')} says ${stdout}`));
  }

  /** What somebody is answered who asks in the clear: status, and where to go instead. */
  plainHttp(path: string): Promise<[number | undefined, string | undefined]> {
    return new Promise((resolve, reject) => {
      request({ host: this.scene.address, port: 80, path, headers: { host: 'models.contoso.com' } }, (response) => {
        response.resume();
        resolve([response.statusCode, response.headers.location]);
      }).on('error', reject).end();
    });
  }

  async explain(): Promise<string> {
    const kustomizations = (await this.kustomizations()).map(({ metadata, status = {} }) =>
      `${metadata.name}: ${JSON.stringify((status as KustomizationStatus).conditions)}`);
    return [...kustomizations, await explainNamespace(this.api, NAMESPACE), await this.scene.explain(this.model)].join('\n');
  }

  /** Takes away what Flux applied, by Flux as long as it is there, and then Flux. */
  async close(): Promise<void> {
    if (await this.api.get(namespace(NAMESPACE)) !== undefined) {
      await this.api.delete({ apiVersion: KUSTOMIZATION, kind: 'Kustomization', metadata: { name: 'plumbline-cluster', namespace: NAMESPACE } });
      await eventually(async () => {
        const left = (await this.kustomizations()).map(({ metadata }) => metadata.name).filter((name) => name !== NAMESPACE);
        return left.length === 0 ? undefined : `there are ${left.join()}`;
      }, {
        // Flux lets a Kustomization go that it waits for when the wait is over.
        what: 'what Flux applied to go', timeoutSeconds: 240, explain: () => this.explain(),
      });
      await this.flux(['uninstall', '--silent']);
    }
    await this.server.close();
    await this.traefik?.close();
    await this.scene.close();
  }

  private async commit(message: string): Promise<void> {
    await this.repository.synth();
    if (this.traefik !== undefined) { this.repository.write(COMPONENT, this.traefik.withAddress(this.repository.read(COMPONENT))); }
    this.repository.commit(message);
  }

  private async told(object: KubernetesObject): Promise<void> {
    await this.api.patch(object, { metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': new Date().toISOString() } } });
  }

  private kustomizations(): Promise<KubernetesObject[]> {
    return this.api.list(KUSTOMIZATION, 'Kustomization', NAMESPACE);
  }

  private flux(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
    const { directory, cluster } = this.scene;
    return flux(args, { kubeconfig: cluster.kubeconfig, home: directory.data('flux-home'), env, say });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
