import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { importImage } from '../cluster/node/images';
import { Machine, type MachineState } from '../cluster/node/machine';
import type { RunDirectory } from '../cluster/run-directory';
import { builtTools } from '../tools/build';
import { pinnedVersion, toolsNamed } from '../tools/catalogue';
import { moduleFolder } from '../tools/go';

/** What `flux install` and `flux bootstrap` install unless told otherwise. */
export const CONTROLLERS = ['source-controller', 'kustomize-controller', 'helm-controller', 'notification-controller'] as const;

const REGISTRY = 'ghcr.io/fluxcd';
/** What the controllers trust, from Debian's ca-certificates. */
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/** Puts an image of each controller into the node's store, under the name that upstream's manifests give it. */
export async function importControllers(state: MachineState, directory: RunDirectory, say: (line: string) => void): Promise<void> {
  const programs = await builtTools(CONTROLLERS, { say });
  for (const tool of toolsNamed(CONTROLLERS)) {
    await importImage(Machine.of(state), directory, {
      name: `${REGISTRY}/${tool.name}:${pinnedVersion(tool)}`,
      program: programs[tool.name],
      entrypoint: [`/${tool.name}`],
      files: existsSync(AUTHORITIES) ? [AUTHORITIES] : [],
    });
  }
}

/**
 * Upstream's own kustomization of all that belongs to Flux (manifests/install of its module): accounts, roles, network policies, quota and controllers. It
 * fetches each controller's part from a release on GitHub; here that is the same part of the controller's module, at the version that is built.
 * Answers its folder, which `flux --manifests` takes.
 */
export async function fluxManifests(kubectl: string, folder: string): Promise<string> {
  const [flux] = toolsNamed(['flux']);
  rmSync(folder, { recursive: true, force: true });
  const copy = async (module: string, version: string, from: string, to: string) => {
    cpSync(join(await moduleFolder(module, version), from), join(folder, to), { recursive: true });
  };
  await copy(flux.module, pinnedVersion(flux), 'manifests', '.');
  for (const tool of toolsNamed(CONTROLLERS)) { await copy(tool.module, pinnedVersion(tool), 'config', join('controllers', tool.name)); }
  execFileSync('chmod', ['-R', 'u+w', folder]);
  for (const name of CONTROLLERS) {
    const base = join(folder, 'bases', name);
    const part = (of: string) => relative(base, join(folder, 'controllers', name, of));
    edit(join(base, 'kustomization.yaml'), (text) => text
      .replace(/https:\S+\.crds\.yaml$/m, part('crd')).replace(/https:\S+\.deployment\.yaml$/m, part('manager')));
  }
  const install = join(folder, 'install', 'kustomization.yaml');
  edit(install, (text) => text.split('\n')
    .filter((line) => !line.includes('../bases/') || CONTROLLERS.some((name) => line.endsWith(`/${name}`))).join('\n'));
  // flux reads nothing above the folder that it is given.
  writeFileSync(join(folder, 'all.yaml'), execFileSync(kubectl, ['kustomize', join(folder, 'install')], { encoding: 'utf8', maxBuffer: 2 ** 26 }));
  writeFileSync(join(folder, 'kustomization.yaml'), 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [all.yaml]\n');
  return folder;
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) { throw new Error(`${file} is not what was expected of this version of Flux`); }
  writeFileSync(file, after);
}
