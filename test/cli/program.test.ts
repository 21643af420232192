import { type ChildProcess, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, startPlumbline } from '../helpers/plumbline';
import { modelSpec, writeRepository } from '../helpers/repository';
import { temporaryFolder, writeFiles } from '../helpers/temporary-folder';
import { transpiledSource } from '../helpers/transpiled-source';

describe('the command line', () => {
  const root = temporaryFolder();

  test('knows its version', () => {
    expect(plumbline(root(), ['--version'])).toMatchObject({ exitCode: 0, stdout: '0.0.0\n' });
  });

  test('explains itself', () => {
    const { exitCode, stdout } = plumbline(root(), ['--help']);
    expect(exitCode).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('render models/ and environments/ into dist/');
  });

  test.each([
    [['snyth'], 'Did you mean synth?'],
    [['synth', '--chekc'], 'Did you mean --check?'],
    [['synth', '--model'], "option '--model <name>' argument missing"],
    [['synth', 'churn'], 'too many arguments'],
  ])('refuses %j as a usage error, with a hint', (args, hint) => {
    const { exitCode, stderr } = plumbline(root(), args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(hint);
  });

  test('ends in peace when its reader has seen enough', () => {
    writeRepository(root(), Array.from({ length: 40 }, (_unused, index) => `model-${index}`));
    const command = `"${process.execPath}" "${join(transpiledSource(), 'lib/cli/main.js')}" synth --json | head -c 1`;
    expect(spawnSync(command, { cwd: root(), shell: true, encoding: 'utf8' })).toMatchObject({ stdout: '{', stderr: '' });
  });
});

describe('plumbline check', () => {
  test('names with --sizes the sizes that hold the models, the chosen one among them', () => {
    writeRepository(root());
    const { stdout } = plumbline(root(), ['check', '--sizes']);
    expect(stdout).toMatch(/^dev, models without a GPU, all on one size at rest:$/m);
    expect(stdout).toMatch(/^ {2}Standard_D8s_v5 +\d+ nodes? +\d+ cores +\d+ GiB, \d+ percent unused \(chosen\)$/m);
  });

  test('puts the cheapest sizes first with a price table, and names its source and date', () => {
    writeRepository(root());
    writeFiles(root(), { 'prices.yaml': 'source: Contract\ndate: "2026-11-01"\ncurrency: EUR\nhourly: { Standard_E96s_v5: 1, Standard_D8s_v5: 2 }\n' });
    const lines = plumbline(root(), ['check', '--sizes', '--prices', 'prices.yaml']).stdout.split('\n');
    expect(lines[1]).toBe('dev, models without a GPU, all on one size at rest (Contract, 2026-11-01):');
    expect(lines[2]).toMatch(/^ {2}Standard_E96s_v5 .* 730 EUR a month$/);
    expect(lines[3]).toMatch(/^ {2}Standard_D8s_v5 .* \d+ EUR a month \(chosen\)$/);
    expect(lines[4]).toMatch(/unknown EUR a month$/);
  });

  const root = temporaryFolder();

  test('counts what is valid', () => {
    writeRepository(root());
    expect(plumbline(root(), ['check']).stdout).toBe('2 models and 1 environment are valid\n');
  });

  test('writes no manifests', () => {
    writeRepository(root());
    plumbline(root(), ['check']);
    expect(existsSync(join(root(), 'dist'))).toBe(false);
  });

  test('fails for an error', () => {
    writeRepository(root());
    writeFiles(root(), { 'models/churn.yaml': 'kind: [' });
    expect(plumbline(root(), ['check', '--quiet']).exitCode).toBe(1);
  });

  test('reports errors with --json', () => {
    writeRepository(root());
    writeFiles(root(), { 'models/churn.yaml': modelSpec('churn', 'scaling: { min: 3, max: 2 }') });
    const report = JSON.parse(plumbline(root(), ['check', '--json']).stdout) as { errors: object[] };
    expect(report.errors).toEqual([expect.objectContaining({ file: 'models/churn.yaml', line: 8, severity: 'error' })]);
  });
});

describe('plumbline synth --watch', () => {
  const root = temporaryFolder();
  let child: ChildProcess | undefined;
  afterEach(() => { child?.kill('SIGKILL'); });

  test('renders at once, again after a change, waits out an error, and ends with Ctrl-C', async () => {
    writeRepository(root());
    child = startPlumbline(root(), ['synth', '--watch']);
    const said = listener(child);

    await said(/files written, 2 models/);
    writeFiles(root(), { 'models/churn.yaml': modelSpec('churn', 'scaling: { min: 4 }') });
    await said(/files? written, 2 models/);
    writeFiles(root(), { 'models/churn.yaml': 'kind: [' });
    await said(/models\/churn.yaml:1:8/);
    writeFiles(root(), { 'models/churn.yaml': modelSpec('churn', 'scaling: { min: 4 }') });
    await said(/files up to date, 2 models/);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

/** Waits until a process says something, on either stream, that it has not been heard to say before. */
function listener(child: ChildProcess): (pattern: RegExp) => Promise<void> {
  let unheard = '';
  const heard = new EventEmitter();
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk: Buffer) => {
      unheard += chunk.toString();
      heard.emit('more');
    });
  }
  return async (pattern) => {
    const limit = AbortSignal.timeout(40_000);
    while (!pattern.test(unheard)) {
      await once(heard, 'more', { signal: limit }).catch(() => { throw new Error(`waited for ${pattern}, heard ${JSON.stringify(unheard)}`); });
    }
    unheard = unheard.slice(pattern.exec(unheard)!.index + pattern.exec(unheard)![0].length);
  };
}
