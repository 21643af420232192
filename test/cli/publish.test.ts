import { execFileSync } from 'node:child_process';
import { plumblineBeside } from '../helpers/plumbline';
import { synthesize, writeRepository } from '../helpers/repository';
import { readTree, temporaryFolder, writeFiles } from '../helpers/temporary-folder';
import { TokenRegistry } from '../helpers/token-registry';

describe('plumbline publish', () => {
  const root = temporaryFolder();
  const registry = new TokenRegistry();

  beforeAll(() => registry.open());
  afterAll(() => registry.close());
  beforeEach(() => {
    registry.blobs.clear();
    registry.manifests.clear();
    writeRepository(root(), ['churn'], ['dev', 'production', 'test'], '');
    writeFiles(root(), { 'docker/config.json': JSON.stringify({ auths: { [registry.host]: { auth: Buffer.from('robot:secret').toString('base64') } } }) });
  });

  const fromRegistry = (environment: string) => {
    const path = `environments/${environment}.yaml`;
    const gitops = `gitops: { source: oci, url: "oci://${registry.host}/flux/${environment}" }`;
    writeFiles(root(), { [path]: readTree(root())[path].replace('gitops: { url: "https://github.com/contoso/scoring" }', gitops) });
  };
  const commit = async () => {
    await synthesize(root(), { cache: false });
    const git = (...args: readonly string[]) => execFileSync('git', ['-c', 'user.name=Ops', '-c', 'user.email=ops@contoso.com', ...args], { cwd: root(), stdio: 'ignore' });
    git('init', '--initial-branch', 'main');
    git('add', '--all');
    git('commit', '--message', 'The specs');
  };
  const run = (...args: readonly string[]) => plumblineBeside(root(), ['publish', ...args, '--no-cache'], { DOCKER_CONFIG: `${root()}/docker`, NO_COLOR: '1' });
  const repositories = () => [...new Set([...registry.manifests.keys()].map((key) => key.split(':')[0].split('/shards/')[0]))].sort();

  test('pushes every environment that Flux reads from a registry, where none is named', async () => {
    fromRegistry('dev');
    fromRegistry('production');
    await commit();
    const { exitCode, stdout, stderr } = await run();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.split('\n').filter((line) => !line.startsWith('pushed  '))).toEqual(['dev: 2 artifacts pushed, 0 unchanged', 'production: 2 artifacts pushed, 0 unchanged', '']);
    expect(repositories()).toEqual(['flux/dev', 'flux/production']);
  });

  test('has nothing to do where Flux reads all of them from Git, and says so', async () => {
    await commit();
    expect(await run()).toMatchObject({ exitCode: 0, stdout: 'nothing to publish: no environment has spec.gitops.source oci, so Flux reads them from Git\n' });
  });

  test('pushes the named one alone', async () => {
    fromRegistry('dev');
    fromRegistry('production');
    await commit();
    const { stdout } = await run('production', '--json');
    expect((JSON.parse(stdout) as { environments: { environment: string; tag: string }[] }).environments).toMatchObject([{ environment: 'production', tag: 'production' }]);
    expect(repositories()).toEqual(['flux/production']);
  });

  test.each([
    ['a name that there is not', 'prodution', 'error: there is no environment prodution; there are dev, production, test; did you mean production?\n'],
    ['an environment that Flux reads from Git', 'dev', 'error: environments/dev.yaml: Flux reads dev from Git, so there is nothing to publish; spec.gitops.source oci has it read from a registry\n'],
  ])('refuses %s', async (_what, name, message) => {
    await commit();
    expect(await run(name)).toEqual({ exitCode: 1, stdout: '', stderr: message });
  });

  test('refuses what is not committed', async () => {
    fromRegistry('dev');
    await synthesize(root(), { cache: false });
    expect((await run()).stderr).toMatch(/is no Git repository with a commit in it, and what Flux gets has to be in Git\n$/);
  });
});
