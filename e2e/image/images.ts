import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildBase, buildModel, type BuiltImage, type ModelSettings } from '../../src/image/build';

export const ROOT = resolve(__dirname, '..', '..');

/** A root file system of Debian made of its packages: a registry is not needed, and a second run starts from the same one. */
const DEBIAN = 'localhost/plumbline-test/debian:trixie';
export const BASE = 'localhost/plumbline-test/base:test';

export const hasBuilders = ['podman', 'buildah', 'runc'].every((program) => spawnSync(program, ['--version']).status === 0) && process.getuid?.() === 0;

/** Buildah without namespaces of its own, as it has to be in a container; elsewhere it makes no difference to the result. */
const BUILD = {
  builder: 'buildah', builderOptions: ['--isolation=chroot', '--network=host'], debianSnapshot: '', sourceDateEpoch: 1_700_000_000, onLine: () => undefined,
} as const;

/** Its name, once it is there. */
export function debian(): string {
  if (spawnSync('podman', ['image', 'exists', DEBIAN]).status !== 0) {
    const { status, stderr } = spawnSync(join(ROOT, 'model-image', 'debian-root.sh'), [DEBIAN], { encoding: 'utf8' });
    if (status !== 0) { throw new Error(`no root file system of Debian could be made: ${stderr}`); }
  }
  return DEBIAN;
}

export function builtBase(tag = BASE): Promise<BuiltImage> {
  return buildBase({ ...BUILD, tags: [tag], debian: debian() });
}

export function builtModel(tag: string, folder: string, more: Partial<ModelSettings> = {}): Promise<BuiltImage> {
  return buildModel({
    ...BUILD, tags: [tag], folder, base: BASE, name: 'tested', version: '1.2.3', packages: [], cranPackages: [], cranSnapshot: '', acceptVersions: false, ...more,
  });
}

/** Removes an image that a test made. */
export function removeImage(tag: string): void {
  spawnSync('podman', ['image', 'rm', '--force', tag]);
}
