import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { connect, type Connection } from './connection';
import { installCustomResources } from './custom-resources';
import { Footprint } from './footprint';
import { samples, workspace, writeSamples } from '../helm/charts';
import { consistentValues } from '../helm/consistent-values';
import { helm, type HelmObject, type HelmResult, templated } from '../helm/helm';
import { keptChart } from '../helm/kept-chart';
import type { KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { deployment as deploymentOf, namespace, service as serviceOf } from '../kubernetes/objects';
import { builtTools } from '../tools/build';

/** Where the releases are recorded; the models' own namespaces are made by the charts. */
const RELEASES = 'e2e-helm-releases';
const NAME = 'e2e-helm-churn';
const KEPT_NAME = 'e2e-helm-kept';

const folder = workspace();
const charts = writeSamples(folder);
/** Always the same values, so that a run tells about the code and not about luck; PLUMBLINE_SEED chooses others. */
const seed = Number(process.env.PLUMBLINE_SEED || 1);
const churn = join(charts, 'churn');
const environments = ['dev', 'production'].map((environment) => [environment, ['-f', join(churn, `values-${environment}.yaml`)]] as const);
const [, [, production]] = environments;
const renamed = ['--set', `name=${NAME},namespace=${NAME}`];
const models = samples.placements.map(({ values }) => [values.name, values.environment.name] as const);

describe('helm on a cluster', () => {
  let cluster: Connection;
  let footprint: Footprint;

  beforeAll(async () => {
    process.env.PLUMBLINE_HELM ||= (await builtTools(['helm'])).helm;
    cluster = await connect();
    footprint = new Footprint(cluster.api);
    await installCustomResources(cluster, footprint);
    await footprint.place({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: RELEASES } });
  }, 900_000);

  afterAll(async () => {
    if (cluster === undefined) { return; }
    for (const name of [NAME, KEPT_NAME]) { release('uninstall', name, '--ignore-not-found'); }
    await footprint.remove();
  });

  test.each(models)('would install %s in %s, as far as the server can tell', (model, environment) => {
    const chart = join(charts, model);
    expect(failure(release('install', `e2e-${model}`, chart, '-f', join(chart, `values-${environment}.yaml`), '--dry-run=server'))).toBe('');
  });

  test('renders objects that the server takes, for any values that a chart takes', async () => {
    const file = join(folder, 'values.json');
    await fc.assert(fc.asyncProperty(consistentValues(), async (values) => {
      // Objects are looked at in a namespace that is there.
      writeFileSync(file, JSON.stringify({ ...values, namespace: RELEASES }));
      const objects = templated(join(charts, 'boston-housing'), '-f', file, '--namespace', RELEASES) as (HelmObject & KubernetesObject)[];
      const refused = await Promise.all(objects.map((object) => cluster.api.apply(object, { dryRun: true })
        .then(() => [], (error: Error) => [`${object.kind} ${object.metadata.name}: ${error.message}`])));
      expect(refused.flat()).toEqual([]);
    }), { seed, numRuns: 30 });
  }, 120_000);

  test('installs every object of a chart', async () => {
    expect(failure(release('install', NAME, churn, ...production, ...renamed))).toBe('');
    const objects = templated(churn, ...production, ...renamed) as (HelmObject & KubernetesObject)[];
    const found = await Promise.all(objects.map(async (object) => await cluster.api.get(object) === undefined ? `${object.kind} ${object.metadata.name}` : []));
    expect(found.flat()).toEqual([]);
  });

  test('upgrades a release to other values, and lets the Deployment keep its selector', async () => {
    const before = await deployment();
    expect(failure(release('upgrade', NAME, churn, ...production, ...renamed, '--set', 'workers.cores=4,version=2.2.0,image.tag=2.2.0'))).toBe('');
    const after = await deployment();
    expect(after.template.spec.containers[0].resources.requests.cpu).toBe('4250m');
    expect(after.selector).toEqual(before.selector);
  });

  test('goes back to the values before', async () => {
    expect(failure(release('rollback', NAME, '1'))).toBe('');
    expect((await deployment()).template.spec.containers[0].resources.requests.cpu).toBe('2250m');
  });

  test('refuses an upgrade that contradicts itself, and changes nothing', async () => {
    const before = await deployment();
    const refused = release('upgrade', NAME, churn, ...production, ...renamed, '--set', 'scaling.min=9,scaling.max=3');
    expect(refused.error).toContain('scaling.max (3) must be at least scaling.min (9)');
    expect(await deployment()).toEqual(before);
  });

  test('upgrades a release of an earlier Plumbline in place, in each environment', async () => {
    const kept = keptChart(join(folder, 'kept'));
    for (const environment of ['dev', 'production']) {
      const upgraded = (chart: string) =>
        failure(release('upgrade', '--install', KEPT_NAME, chart, '-f', join(chart, `values-${environment}.yaml`), '--set', `name=${KEPT_NAME},namespace=${KEPT_NAME}`));
      expect(upgraded(kept)).toBe('');
      const before = await identities(KEPT_NAME);
      expect(upgraded(churn)).toBe('');
      expect(await identities(KEPT_NAME)).toEqual(before);
      expect(failure(release('uninstall', KEPT_NAME, '--wait'))).toBe('');
      await gone(KEPT_NAME);
    }
  }, 300_000);

  test('takes everything away again', async () => {
    expect(failure(release('uninstall', NAME))).toBe('');
    await gone(NAME);
  }, 150_000);

  function gone(name: string): Promise<void> {
    return eventually(async () => await cluster.api.get(namespace(name)) === undefined ? undefined : 'it is still there', {
      what: `namespace ${name} to be deleted`, timeoutSeconds: 120, explain: async () => JSON.stringify((await cluster.api.get(namespace(name)))?.status),
    });
  }

  /** Of the objects that a release must keep, for its pods to serve on: another identity means that Helm made it anew. */
  async function identities(name: string): Promise<unknown[]> {
    return Promise.all([deploymentOf(name), serviceOf(name), namespace(name)].map(async (object) => (await cluster.api.get(object))!.metadata.uid));
  }

  function release(...args: readonly string[]): HelmResult {
    return helm(...args, '--namespace', RELEASES, '--kubeconfig', cluster.kubeconfig);
  }

  async function deployment(): Promise<DeploymentSpec> {
    const found = await cluster.api.get(deploymentOf(NAME));
    // How many pods there are is the autoscaler's to say, whenever it looks.
    return { ...found!.spec as DeploymentSpec, replicas: undefined };
  }
});

function failure({ ok, error }: HelmResult): string {
  return ok ? '' : error;
}

interface DeploymentSpec {
  readonly replicas?: number;
  readonly selector: object;
  readonly template: { readonly spec: { readonly containers: readonly { readonly resources: { readonly requests: { readonly cpu: string } } }[] } };
}
