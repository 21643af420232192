import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
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
    expect(stdout).toContain('render models/ and environments/ into dist/');
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

  test('renders at once, again after a change, waits out an error, and ends with Ctrl-C', async () => {
    writeRepository(root());
    const child = startPlumbline(root(), ['synth', '--watch']);
    let said = '';
    for (const stream of [child.stdout!, child.stderr!]) { stream.on('data', (chunk: Buffer) => { said += chunk.toString(); }); }
    const says = async (pattern: RegExp) => { while (!pattern.test(said)) { await Promise.race([once(child.stdout!, 'data'), once(child.stderr!, 'data')]); } };

    await says(/\d files written, 2 models/);
    writeFiles(root(), { 'models/churn.yaml': modelSpec('churn', 'scaling: { min: 4 }') });
    await says(/1 file written, 2 models/);
    writeFiles(root(), { 'models/churn.yaml': 'kind: [' });
    await says(/models\/churn.yaml:1:8/);
    writeFiles(root(), { 'models/churn.yaml': modelSpec('churn', 'scaling: { min: 4 }') });
    await says(/files up to date, 2 models/);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
