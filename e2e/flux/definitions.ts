import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../kubernetes/api';
import { pinnedVersion, toolsNamed } from '../tools/catalogue';
import { moduleFolder } from '../tools/go';

const CONTROLLERS = ['source-controller', 'kustomize-controller', 'helm-controller', 'image-reflector-controller', 'image-automation-controller'];

/** The definitions that Flux's controllers need in the cluster, also of kinds that nothing here uses: they watch all of their own. */
export async function fluxDefinitions(): Promise<KubernetesObject[]> {
  const folders = await Promise.all(toolsNamed(CONTROLLERS)
    .map(async (tool) => join(await moduleFolder(tool.module, pinnedVersion(tool)), 'config', 'crd', 'bases')));
  return folders.flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith('.yaml')).sort()
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => document.toJS() as KubernetesObject)));
}
