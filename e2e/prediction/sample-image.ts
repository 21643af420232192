import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { pushImage } from '../cluster/node/load-image';
import type { MachineState } from '../cluster/node/machine';
import { installPackages } from '../cluster/node/requirements';

const run = promisify(execFile);
const ROOT = resolve(__dirname, '..', '..');

/** What an image is made from. Whatever changes there makes another image; what does not is built once. */
const SOURCES = ['Dockerfile', 'model.Dockerfile', 'debian-root.sh', 'image', 'r', 'gateway/src', 'gateway/package.json', 'fetcher/src', 'examples/boston-housing'];
const DEBIAN = 'localhost/debian:trixie-slim';

/** A build in a sandbox may make no namespaces, and has the network of the machine. */
const BUILDER = ['--builder', 'buildah', '--builder-option=--isolation=chroot', '--builder-option=--network=host'];

/** Where the sample's image is in a registry. */
export const SAMPLE_REPOSITORY = 'r-scoring/boston-housing';

/**
 * Builds the image of the sample model as the command line does, from Debian's packages alone, and pushes it to the cluster's registry. Answers the
 * digest that the registry has it under.
 */
export async function pushSampleImage(machine: MachineState, say: (line: string) => void): Promise<string> {
  installPackages({ buildah: 'buildah', mmdebstrap: 'mmdebstrap' }, say);
  const tag = `e2e-${digestOfSources()}`;
  const image = `localhost/${SAMPLE_REPOSITORY}:${tag}`;
  if (!isThere(image)) {
    const started = Date.now();
    say('building the image of the sample (once for these sources)');
    execFileSync('npx', ['projen', 'prepare:clone'], { cwd: ROOT, stdio: 'ignore' });
    if (!isThere(DEBIAN)) { await run(join(ROOT, 'model-image', 'debian-root.sh'), [DEBIAN], { maxBuffer: 2 ** 26 }); }
    const base = `localhost/r-scoring/base:${tag}`;
    await plumbline('image', 'build', '--base', '--debian', DEBIAN, '--tag', base);
    await plumbline('image', 'build', 'boston-housing', '--from', base, '--tag', image);
    say(`built the image of the sample in ${Math.round((Date.now() - started) / 1000)} s`);
  }
  return pushImage(machine, { program: 'buildah', image });
}

async function plumbline(...args: string[]): Promise<void> {
  await run('npx', ['projen', 'plumbline', ...args, ...BUILDER, '--quiet'], { cwd: ROOT, maxBuffer: 2 ** 26 });
}

function isThere(image: string): boolean {
  return spawnSync('buildah', ['inspect', '--type', 'image', image], { stdio: 'ignore' }).status === 0;
}

function digestOfSources(): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((left, right) => left.name < right.name ? -1 : 1)) {
      if (entry.isDirectory()) { add(join(path, entry.name)); } else { hash.update(entry.name).update(readFileSync(join(path, entry.name))); }
    }
  };
  for (const source of SOURCES) {
    const path = join(ROOT, 'model-image', source);
    if (source.includes('.') || source === 'Dockerfile') { hash.update(readFileSync(path)); } else { add(path); }
  }
  hash.update(readFileSync(join(ROOT, 'package-lock.json')));
  return hash.digest('hex').slice(0, 12);
}
