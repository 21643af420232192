import { once } from 'node:events';
import { plumblineBeside, startPlumbline } from '../helpers/plumbline';
import { kubeconfigOf, RecordedCluster } from '../helpers/recorded-cluster';
import { writeRepository } from '../helpers/repository';
import { temporaryFolder } from '../helpers/temporary-folder';
import { container, healthy, IMAGE, kustomization, pod, SINCE, unready, variables } from '../status/recorded-objects';

interface Report {
  readonly notes: string[];
  readonly models: { model: string; ready: boolean; reason?: string; git: object; running?: object; pods: object }[];
}

describe('plumbline status', () => {
  const root = temporaryFolder();
  const cluster = new RecordedCluster();

  beforeAll(() => cluster.open());
  afterAll(() => cluster.close());
  beforeEach(() => {
    writeRepository(root(), ['churn']);
    for (const each of [cluster.logs, cluster.refused, cluster.documents]) { each.clear(); }
    cluster.holds(...healthy());
  });

  const run = (...args: readonly string[]) => plumblineBeside(root(), ['status', ...args], { KUBECONFIG: cluster.kubeconfig(root()), NO_COLOR: '1' });
  const report = async (...args: readonly string[]) => {
    const { stdout, stderr } = await run('dev', '--json', ...args);
    if (stdout === '') { throw new Error(stderr); }
    return JSON.parse(stdout) as Report;
  };

  test('says of a model that is as Git says what runs, and since when', async () => {
    expect((await report()).models).toEqual([{
      model: 'churn',
      team: 'pricing',
      namespace: 'churn',
      ready: true,
      pods: { ready: 2, wanted: 2 },
      git: { version: '1.0.0', image: IMAGE },
      running: { version: '1.0.0', image: IMAGE, since: SINCE },
    }]);
  });

  test('prints a line a model and ends with 0', async () => {
    const { exitCode, stdout } = await run('dev');
    expect(stdout).toMatch(/^MODEL {2}STATE {2}GIT {4}RUNNING +PODS\nchurn {2}ready {2}1\.0\.0 {2}1\.0\.0, \d+ d +2\/2\n1 of 1 models ready in dev \(context recorded\)\n$/);
    expect(exitCode).toBe(0);
  });

  test('ends with 1 where a model is not ready', async () => {
    cluster.holds(variables(), kustomization());
    expect((await run('dev', '--quiet')).exitCode).toBe(1);
  });

  describe('refuses in a sentence', () => {
    const says = async (finished: Promise<{ exitCode: number | null; stdout: string; stderr: string }>) => {
      const { exitCode, stdout, stderr } = await finished;
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      return stderr;
    };

    test('an environment that no spec has', async () => {
      expect(await says(run('dve'))).toBe('error: there is no environment dve; there are dev; did you mean dev?\n');
    });

    test('a model that the environment has not', async () => {
      expect(await says(run('dev', '--model', 'chrun'))).toBe('error: dev has no model chrun; it has churn; did you mean churn?\n');
    });

    test('no kubeconfig', async () => {
      expect(await says(plumblineBeside(root(), ['status', 'dev'], { KUBECONFIG: '', HOME: root() })))
        .toBe('error: there is no kubeconfig with a cluster in it (KUBECONFIG, ~/.kube/config). To get credentials: az aks get-credentials --resource-group scoring-dev --name scoring-dev\n');
    });

    test('a cluster that is not there', async () => {
      const KUBECONFIG = kubeconfigOf(root(), 'https://127.0.0.1:9', 'gone');
      expect(await says(plumblineBeside(root(), ['status', 'dev'], { KUBECONFIG })))
        .toBe('error: the cluster of context gone cannot be reached at https://127.0.0.1:9: nothing listens there; is the cluster running?\n');
    });

    test('no rights', async () => {
      cluster.refused.set('/apis/apps/v1/deployments', { status: 403, message: 'deployments.apps is forbidden: User "dana" cannot list resource "deployments"' });
      expect(await says(run('dev'))).toContain('context recorded has no right to look: deployments.apps is forbidden: User "dana" cannot list resource "deployments". Reading needs the ClusterRole view');
    });

    test('credentials that have expired', async () => {
      cluster.refused.set('/', { status: 401, message: 'Unauthorized' });
      expect(await says(run('dev'))).toContain('the API server does not accept the credentials of context recorded; they may have expired. To get credentials: az aks');
    });

    test('the cluster of another environment', async () => {
      cluster.holds(variables('production'));
      expect(await says(run('dev'))).toBe('error: context recorded leads to the cluster of environment production, not of dev; choose another with --context\n');
    });

    test('a context that the kubeconfig has not', async () => {
      expect(await says(run('dev', '--context', 'recoded'))).toBe('error: the kubeconfig has no context recoded; it has recorded; did you mean recorded?\n');
    });
  });

  test('takes the context that is called like the cluster before the current one', async () => {
    const KUBECONFIG = cluster.kubeconfig(root(), 'scoring-dev');
    expect((await plumblineBeside(root(), ['status', 'dev'], { KUBECONFIG })).stdout).toContain('(context scoring-dev)');
  });

  test('with --watch prints again what changed, and ends with Ctrl-C', async () => {
    const child = startPlumbline(root(), ['status', 'dev', '--watch', '--json'], { KUBECONFIG: cluster.kubeconfig(root()) });
    const [first] = await once(child.stdout!, 'data') as [Buffer];
    cluster.holds(...unready(pod('a', container({ waiting: { reason: 'ErrImagePull', message: 'not found' } }))));
    const [second] = await once(child.stdout!, 'data') as [Buffer];
    child.kill('SIGINT');
    const [code] = await once(child, 'close') as [number];
    expect([first, second].map((chunk) => (JSON.parse(chunk.toString()) as Report).models[0].ready)).toEqual([true, false]);
    expect(code).toBe(0);
  });
});
