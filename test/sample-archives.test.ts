import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** The command of docs/image.md, for another example and destination. */
function archiveCommand(example: string, destination: string): string {
  const [, command] = /(tar -C [^`]*?gzip [^`\n]*)\n/.exec(readFileSync(join(ROOT, 'docs', 'image.md'), 'utf8'))!;
  return command.replace('claims-triage', example).replace('> model.tar.gz', `> '${destination}'`);
}

const isGnuTar = (): boolean => {
  try {
    return execFileSync('tar', ['--version'], { encoding: 'utf8' }).includes('GNU tar');
  } catch {
    return false;
  }
};

(isGnuTar() ? describe : describe.skip)('the archive of a sample model', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'plumbline-archives-')); });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  test.each(['claims-triage', 'image-quality'])('has the digest that its spec names: %s', (name) => {
    const archive = join(folder, `${name}.tar.gz`);
    execFileSync('sh', ['-c', archiveCommand(name, archive)], { cwd: ROOT });
    const [, digest] = /sha256: ([0-9a-f]{64})/.exec(readFileSync(join(ROOT, 'models', `${name}.yaml`), 'utf8'))!;
    expect(createHash('sha256').update(readFileSync(archive)).digest('hex')).toBe(digest);
  });
});
