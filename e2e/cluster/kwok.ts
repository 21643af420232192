import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from './component';
import { health } from './health';
import { toolsNamed, pinnedVersion } from '../tools/catalogue';
import { moduleFolder } from '../tools/go';

/** Marks the nodes that kwok plays. */
export const KWOK_ANNOTATION = { 'kwok.x-k8s.io/node': 'fake' };

/** What happens to nodes and pods, and when: nodes are there at once and stay, pods become ready at once and complete if a Job's. */
const STAGES = ['node/fast', 'node/heartbeat-with-lease', 'pod/fast'];

/** Plays the kubelets of nodes that do not exist: https://kwok.sigs.k8s.io. Its pods run nothing, so they are always well. */
export const KWOK: Component = {
  name: 'kwok',
  after: ['kube-apiserver'],
  async configure({ directory }) {
    writeFileSync(directory.config('kwok.yaml'), (await stages()).join('---\n'));
  },
  arguments: ({ directory, ports, credentials }) => [
    `--kubeconfig=${credentials.kubeconfigs.admin}`,
    `--config=${directory.config('kwok.yaml')}`,
    `--manage-nodes-with-annotation-selector=${Object.entries(KWOK_ANNOTATION).map((pair) => pair.join('=')).join()}`,
    '--manage-all-nodes=false',
    '--node-lease-duration-seconds=40',
    `--server-address=127.0.0.1:${ports.kwok}`,
  ],
  readiness: ({ ports }) => health(ports.kwok, '/healthz'),
};

/** The program alone knows no stages: upstream compiles them into another. They come with its module. */
async function stages(): Promise<string[]> {
  const [tool] = toolsNamed(['kwok']);
  const folder = join(await moduleFolder(tool.module, pinnedVersion(tool)), 'kustomize', 'stage');
  return STAGES.flatMap((stage) => readdirSync(join(folder, stage))
    .filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml')
    .sort()
    .map((file) => readFileSync(join(folder, stage, file), 'utf8').trimEnd() + '\n'));
}
