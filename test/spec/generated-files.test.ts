import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

test('generated files are what schemas/ says: run npx projen generate', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', 'projenrc/generate.ts', '--check'], {
    cwd: ROOT,
    env: { ...process.env, TS_NODE_PROJECT: join(ROOT, 'projenrc', 'tsconfig.json') },
    encoding: 'utf8',
  });
  expect(status === 0 ? '' : stdout + stderr).toBe('');
});
