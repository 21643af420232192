import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline } from '../helpers/plumbline';
import { modelSpec, writeRepository } from '../helpers/repository';
import { readTree, temporaryFolder, writeFiles } from '../helpers/temporary-folder';

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

describe('plumbline synth', () => {
  const root = temporaryFolder();
  const dist = () => Object.keys(readTree(join(root(), 'dist')));

  test('says in words what it did', () => {
    writeRepository(root());
    expect(plumbline(root(), ['synth']).stdout).toMatch(/^\d+ files written, 2 models in 1 environment\n$/);
  });

  test('says that there was nothing to do', () => {
    writeRepository(root());
    plumbline(root(), ['synth']);
    expect(plumbline(root(), ['synth']).stdout).toMatch(/^\d+ files up to date, 2 models in 1 environment\n$/);
  });

  test('counts what it removed', () => {
    writeRepository(root());
    plumbline(root(), ['synth']);
    rmSync(join(root(), 'models/fraud.yaml'));
    expect(plumbline(root(), ['synth']).stdout).toMatch(/^2 files written, 2 files removed, 1 model in 1 environment\n$/);
  });

  test('says nothing with --quiet', () => {
    writeRepository(root());
    expect(plumbline(root(), ['synth', '--quiet'])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('reports every file with --json', () => {
    writeRepository(root(), ['churn']);
    const report = JSON.parse(plumbline(root(), ['synth', '--json']).stdout) as { missing: string[] };
    expect(report.missing).toEqual(['bicep/environments/dev.bicepparam', ...dist().map((path) => `dist/${path}`)]);
  });

  test('works on another folder', () => {
    writeRepository(join(root(), 'inner'));
    plumbline(root(), ['synth', '--root', 'inner']);
    expect(Object.keys(readTree(join(root(), 'inner/dist')))).toContain('models/dev/churn.yaml');
  });

  test('prints all errors of all files, sorted, and fails', () => {
    writeRepository(root());
    writeFiles(root(), { 'models/fraud.yaml': modelSpec('fraud', 'scaling: { min: 3, max: 2 }'), 'models/churn.yaml': 'kind: [' });
    const { exitCode, stderr } = plumbline(root(), ['synth']);
    expect(exitCode).toBe(1);
    expect(lines(stderr).map((line) => line.split(' ')[0])).toEqual(['models/churn.yaml:1:8:', 'models/fraud.yaml:8:27:', '2']);
  });

  test('writes nothing while there is an error', () => {
    writeRepository(root());
    writeFiles(root(), { 'models/fraud.yaml': 'kind: [' });
    plumbline(root(), ['synth', '--no-cache']);
    expect(Object.keys(readTree(root()))).toEqual(['environments/dev.yaml', 'models/churn.yaml', 'models/fraud.yaml']);
  });

  test('writes nothing while a stranger\'s file is in the way, and says so', () => {
    writeRepository(root());
    writeFiles(root(), { 'dist/models/dev/churn.yaml': 'kind: Service\n' });
    const { exitCode, stderr } = plumbline(root(), ['synth']);
    expect(exitCode).toBe(1);
    expect(stderr).toBe('dist/models/dev/churn.yaml: is in the way: its first line does not say that plumbline rendered it; move or delete it\n');
    expect(dist()).toEqual(['models/dev/churn.yaml']);
  });

  test('says why a file cannot be written', () => {
    writeRepository(root());
    writeFiles(root(), { dist: 'a file' });
    expect(plumbline(root(), ['synth']).stderr).toBe('dist: is in the way: a folder must be here; move it away\n');
  });

  test('warns on standard error and goes on', () => {
    writeRepository(root());
    const dev = join(root(), 'environments', 'dev.yaml');
    writeFileSync(dev, readFileSync(dev, 'utf8').replace('"1.36"', '"1.32"'));
    const { exitCode, stderr } = plumbline(root(), ['synth', '--quiet']);
    expect(stderr).toMatch(/^environments\/dev.yaml:\d+:\d+: warning: /);
    expect(exitCode).toBe(0);
  });
});

describe('plumbline synth --check', () => {
  const root = temporaryFolder();

  test('may stand behind two dashes, as npm hands options on', () => {
    writeRepository(root());
    plumbline(root(), ['synth']);
    expect(plumbline(root(), ['synth', '--', '--check'])).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('is content with what synth wrote', () => {
    writeRepository(root());
    plumbline(root(), ['synth']);
    expect(plumbline(root(), ['synth', '--check']).exitCode).toBe(0);
  });

  test('lists what differs, is missing and is extra, and fails', () => {
    writeRepository(root());
    plumbline(root(), ['synth']);
    const churn = 'dist/models/dev/churn.yaml';
    writeFiles(root(), { [churn]: `${readTree(root())[churn]}# by hand\n` });
    rmSync(join(root(), 'dist/platform/dev/kustomization.yaml'));
    rmSync(join(root(), 'models/fraud.yaml'));
    const { exitCode, stdout } = plumbline(root(), ['synth', '--check']);
    expect(exitCode).toBe(1);
    expect(lines(stdout)).toEqual(expect.arrayContaining([`different  ${churn}`, 'missing    dist/platform/dev/kustomization.yaml', 'extra      dist/models/dev/fraud.yaml']));
  });

  test('writes nothing', () => {
    writeRepository(root());
    plumbline(root(), ['synth', '--check', '--no-cache']);
    expect(Object.keys(readTree(root()))).toEqual(['environments/dev.yaml', 'models/churn.yaml', 'models/fraud.yaml']);
  });
});

describe('plumbline synth of a part', () => {
  const root = temporaryFolder();
  const dist = () => Object.keys(readTree(join(root(), 'dist')));

  test('renders one environment', () => {
    writeRepository(root(), ['churn'], ['dev', 'production']);
    plumbline(root(), ['synth', '--environment', 'production']);
    expect(dist().filter((path) => !path.includes('/production/') && !path.startsWith('charts/churn/'))).toEqual([]);
    expect(dist()).toContain('platform/production/kustomization.yaml');
  });

  test('renders the models that are named', () => {
    writeRepository(root(), ['churn', 'fraud', 'leads']);
    plumbline(root(), ['synth', '--model', 'churn', '--model', 'leads']);
    expect(dist()).toEqual(['models/dev/churn.yaml', 'models/dev/leads.yaml']);
  });

  test('removes nothing of the rest, even what nothing renders any more', () => {
    writeRepository(root(), ['churn', 'fraud']);
    plumbline(root(), ['synth']);
    const before = readTree(join(root(), 'dist'));
    rmSync(join(root(), 'models/fraud.yaml'));
    plumbline(root(), ['synth', '--model', 'churn']);
    expect(readTree(join(root(), 'dist'))).toEqual(before);
  });

  test('leaves to the next full run what belongs to it', () => {
    writeRepository(root(), ['churn', 'fraud']);
    plumbline(root(), ['synth', '--model', 'churn']);
    plumbline(root(), ['synth']);
    expect(dist()).toContain('models/dev/fraud.yaml');
  });

  test('knows a typo in a name, and fails as a usage error', () => {
    writeRepository(root());
    expect(plumbline(root(), ['synth', '--model', 'chur'])).toEqual({ exitCode: 2, stdout: '', stderr: 'error: no model is called chur; did you mean churn?\n' });
  });
});

describe('plumbline synth where it may not write', () => {
  const root = temporaryFolder();
  test('says which file and why', () => {
    writeRepository(root());
    plumbline(root(), ['synth', '--no-cache']);
    rmSync(join(root(), 'dist/models/dev/churn.yaml'));
    const { exitCode, stderr } = plumbline(root(), ['synth', '--model', 'churn', '--no-cache'], { writeNothing: true });
    expect(stderr).toBe('dist/models/dev/churn.yaml: cannot be written: it is larger than this process may write (ulimit -f); run synth again when that is mended, to write the rest\n');
    expect(exitCode).toBe(1);
  });
});
