import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git as gitIn, newRepository, OPTIONS, type Packages, packed, projen, type Run } from './repository';

const workspace = mkdtempSync(join(tmpdir(), 'plumbline-scaffold-'));
afterAll(() => { rmSync(workspace, { recursive: true, force: true }); });

let packages: Packages;
beforeAll(() => { packages = packed(workspace); });

function made(name: string, ...options: readonly string[]): { folder: string; run: Run } {
  const folder = join(workspace, name);
  return { folder, run: newRepository(folder, packages, ...options) };
}

describe('a repository from one command', () => {
  let folder: string;
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const edit = (path: string, change: (text: string) => string) => { writeFileSync(join(folder, path), change(read(path))); };
  const git = (...args: readonly string[]) => gitIn(folder, ...args);

  beforeAll(() => {
    const repository = made('team', ...OPTIONS);
    expect(repository.run).toMatchObject({ exitCode: 0 });
    folder = repository.folder;
  });

  test('has a definition of fewer than 25 lines, with what was said on the command line', () => {
    const definition = read('.projenrc.ts');
    expect(definition.split('\n').length).toBeLessThan(25);
    expect(definition).toContain('registry: \'contosoteam\',');
  });

  test('is committed, and the same when its definition is run again', () => {
    expect(projen(folder)).toMatchObject({ exitCode: 0 });
    expect(git('status', '--porcelain').output).toBe('');
  });

  test('fails its test while nothing is rendered', () => {
    expect(projen(folder, 'test')).toMatchObject({ exitCode: 1, output: expect.stringContaining('dist/models/production/churn.yaml') as string });
  });

  test('renders its first model, and what Flux begins with', () => {
    expect(projen(folder, 'synth')).toMatchObject({ exitCode: 0 });
    expect(read('dist/models/production/churn.yaml')).toContain('image: contosoteam.azurecr.io/r-scoring/churn:1.0.0');
    expect(read('dist/clusters/production/bootstrap.yaml')).toContain('url: https://github.com/contoso/team-scoring');
  });

  test('passes its test, with its policy', () => {
    expect(projen(folder, 'test')).toMatchObject({ exitCode: 0 });
    git('add', '.');
    expect(git('commit', '-m', 'Render')).toMatchObject({ exitCode: 0 });
  });

  test('says what a change means', () => {
    edit('models/churn.yaml', (text) => text.replace('cores: 2', 'cores: 3'));
    const { exitCode, output } = projen(folder, 'review', '--base', 'HEAD');
    expect({ exitCode, output }).toMatchObject({ exitCode: 0, output: expect.stringMatching(/churn .*in production: .*pods restart/) as string });
    git('checkout', '.');
  });

  test('is held against its own policy', () => {
    edit('models/churn.yaml', (text) => text.replace(/\n {2}owner: .*/, ''));
    projen(folder, 'synth');
    expect(projen(folder, 'test')).toMatchObject({ exitCode: 1, output: expect.stringContaining('models/churn.yaml: metadata.owner is missing') as string });
    git('checkout', '.');
  });

  test('has own constructs written with every synth', () => {
    mkdirSync(join(folder, 'constructs'));
    writeFileSync(join(folder, 'constructs', 'main.ts'), [
      'import { App, Chart, ApiObject } from \'cdk8s\';',
      'const app = new App({ outdir: \'own\' });',
      'new ApiObject(new Chart(app, \'own\'), \'quota\', { apiVersion: \'v1\', kind: \'ResourceQuota\', metadata: { name: \'own\' } });',
      'app.synth();',
    ].join('\n'));
    edit('.projenrc.ts', (text) => text.replace('// project.addConstructs', 'project.addConstructs'));
    expect(projen(folder)).toMatchObject({ exitCode: 0 });
    expect(projen(folder, 'synth')).toMatchObject({ exitCode: 0 });
    expect(readdirSync(join(folder, 'own'))).toEqual(['own.k8s.yaml']);
  });

  test('gets newer versions of Plumbline by its upgrade task, which renders again', () => {
    const { tasks } = JSON.parse(read('.projen/tasks.json')) as { tasks: Record<string, { steps: { execArgs?: string[]; spawn?: string }[] }> };
    const update = tasks.upgrade.steps.map(({ execArgs = [] }) => execArgs).find(([npm, verb]) => npm === 'npm' && verb === 'update');
    expect(update).toEqual(expect.arrayContaining(['plumbline-scoring', 'projen-plumbline']));
    expect(tasks['post-upgrade'].steps).toEqual([{ spawn: 'synth' }]);
  });

  test('can be worked on in a fresh clone with no more than npx', () => {
    git('add', '.');
    git('commit', '-m', 'Own constructs');
    expect(gitIn(workspace, 'clone', '--quiet', folder, 'clone')).toMatchObject({ exitCode: 0 });
    expect(projen(join(workspace, 'clone'), 'test')).toMatchObject({ exitCode: 0 });
    expect(gitIn(join(workspace, 'clone'), 'status', '--porcelain').output).toBe('');
  });
});

describe('no repository is made', () => {
  test('in a folder that is not empty', () => {
    mkdirSync(join(workspace, 'full'));
    writeFileSync(join(workspace, 'full', 'notes.txt'), 'mine');
    const { folder, run: { exitCode, output } } = made('full', ...OPTIONS);
    expect(exitCode).toBe(1);
    expect(output).toContain('plumbline: the folder is not empty: it holds notes.txt; make the repository in an empty folder\n');
    expect(output).not.toMatch(/\n\s+at /);
    expect(readdirSync(folder)).not.toContain('.projenrc.ts');
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  test('of options that no service can be made of: a sentence each', () => {
    const { run: { exitCode, output } } = made('wrong', ...OPTIONS.map((option) => option.replace('https:', 'git:').replace('churn', 'Churn')), '--git-host', 'svn');
    expect(exitCode).toBe(1);
    expect(output).toContain('plumbline: --model (Churn) must be lower-case letters, digits and dashes');
    expect(output).toContain('plumbline: --repository (git://github.com/contoso/team-scoring) must begin with https:// or ssh://git@');
    expect(output).toContain('plumbline: --git-host (svn) must be one of github, azure-devops, other');
  });

  test('without the options that there is no default for', () => {
    const { run: { exitCode, output } } = made('short', '--registry', 'contosoteam');
    expect(exitCode).toBe(1);
    expect(output).toContain('Missing required options');
    expect(output).toContain('--cluster');
  });
});
