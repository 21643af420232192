import { execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Machine, type MachineState } from './machine';
import { REGISTRY_PORT } from './registry';

const run = promisify(execFile);

/**
 * Gives an image to the cluster, under the name that it has. Answers what was done.
 * @param image a file as `docker save` writes it, or an image of podman, buildah or docker
 * @throws Error with what the program said
 */
export async function loadImage(state: MachineState, image: string): Promise<string> {
  if (existsSync(image)) {
    return `${(await Machine.of(state).run('ctr', '--namespace=k8s.io', 'images', 'import', resolve(image))).trim()}\n${image} is in the node's store`;
  }
  const holder = ['buildah', 'podman'].find((program) => spawnSync(program, ['inspect', '--type', 'image', image], { stdio: 'ignore' }).status === 0);
  if (holder !== undefined) { return `${image} is in the cluster's registry: ${await pushImage(state, { program: holder, image })}`; }
  if (spawnSync('docker', ['image', 'inspect', image], { stdio: 'ignore' }).status === 0) {
    await importFromDocker(state, image);
    return `${image} is in the node's store`;
  }
  throw new Error(`there is no file ${image}, and no such image of buildah, podman or docker`);
}

export interface LocalImage {
  /** Podman or buildah. */
  readonly program: string;
  readonly image: string;
}

/** Pushes an image to the cluster's registry, which answers for every other: as whatever registry's it is asked for. Answers the digest. */
export async function pushImage({ addresses }: MachineState, { program, image }: LocalImage): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-push-'));
  try {
    const digest = join(folder, 'digest');
    const target = `docker://${addresses.node}:${REGISTRY_PORT}/${withoutRegistry(image)}`;
    await run(program, ['push', '--quiet', '--tls-verify=false', `--digestfile=${digest}`, image, target], { maxBuffer: 2 ** 24 });
    return readFileSync(digest, 'utf8').trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `contoso.azurecr.io/r-scoring/churn:1.0.0` is `r-scoring/churn:1.0.0` in a registry. */
function withoutRegistry(image: string): string {
  const [first, ...rest] = image.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? rest.join('/') : image;
}

function importFromDocker(state: MachineState, image: string): Promise<void> {
  const [program, ...args] = Machine.of(state).enter('ctr', '--namespace=k8s.io', 'images', 'import', '-');
  return new Promise((done, failed) => {
    const save = spawn('docker', ['save', image], { stdio: ['ignore', 'pipe', 'inherit'] });
    const take = spawn(program, args, { stdio: ['pipe', 'ignore', 'inherit'] });
    save.stdout.pipe(take.stdin);
    for (const child of [save, take]) { child.on('error', failed); }
    take.on('close', (code) => { if (code === 0) { done(); } else { failed(new Error(`ctr images import ended with ${code}`)); } });
  });
}
