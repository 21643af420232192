import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { PINS } from '../../src/constructs/component-pins';
import type { Surroundings } from '../cluster/component';
import { importImage } from '../cluster/node/images';
import { Machine } from '../cluster/node/machine';
import { REGISTRY_PORT } from '../cluster/node/registry';
import { ingressClass, TRAEFIK } from '../cluster/node/traefik';
import { stop } from '../cluster/processes';
import { startAll } from '../cluster/start';
import { readState, writeState } from '../cluster/state';
import type { KubernetesApi, KubernetesObject } from '../kubernetes/api';
import type { Scene } from '../prediction/scene';
import { builtTools } from '../tools/build';

const POLL_MILLISECONDS = 500;
const SERVICE: KubernetesObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'traefik', namespace: 'traefik' } };
const CLASS = ingressClass() as KubernetesObject;

/** Where `helm pull` left the pinned chart; undefined where nobody says. @throws Error where it is another one that is there */
export function traefikChart(): string | undefined {
  const { PLUMBLINE_CHARTS: folder = '' } = process.env;
  if (folder === '') { return undefined; }
  const chart = join(folder, `traefik-${PINS.traefik.version}.tgz`);
  if (!existsSync(chart)) { throw new Error(`there is no ${chart}`); }
  return chart;
}

/**
 * Traefik as the rendered release installs it, in the place of the node's own. Its chart is in the node's registry, and the image that it names holds the Traefik that
 * can be built. Played is what a cloud does: the address of a load balancer, here the node's.
 */
export class TraefikFromChart {
  static async open(scene: Scene, chart: string): Promise<TraefikFromChart> {
    const { directory, machine } = scene;
    const { traefik, helm } = await builtTools(['traefik', 'helm'], { say });
    const { appVersion } = parse(execFileSync(helm, ['show', 'chart', chart], { encoding: 'utf8' })) as { appVersion: string };
    const name = `docker.io/library/traefik:${appVersion}`;
    await importImage(Machine.of(machine), directory, { name, program: traefik, entrypoint: ['/traefik'] });
    execFileSync(helm, ['push', chart, `oci://${machine.addresses.node}:${REGISTRY_PORT}/traefik/helm`, '--plain-http'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const state = readState(directory)!;
    await stop(state.processes.filter((each) => each.name === TRAEFIK.name));
    writeState(directory, { ...state, processes: state.processes.filter((each) => each.name !== TRAEFIK.name) });
    await scene.cluster.api.delete(CLASS);
    const played = new TraefikFromChart(scene);
    played.running = played.play();
    return played;
  }

  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  private constructor(private readonly scene: Scene) {}

  /** The rendered component with its chart's address in the node's registry. @throws Error where the text has no such address */
  withAddress(text: string): string {
    const url = `url: ${PINS.traefik.url}`;
    if (!text.includes(url)) { throw new Error(`the component does not say ${url}`); }
    return text.replace(url, `url: oci://${this.scene.machine.addresses.node}:${REGISTRY_PORT}/traefik/helm/traefik\n  insecure: true`);
  }

  /** Brings the node's own Traefik back. */
  async close(): Promise<void> {
    this.stopped.abort();
    await this.running;
    const { directory, machine } = this.scene;
    await this.api.apply(CLASS);
    const surroundings = { directory, machine: Machine.of(machine), ports: readState(directory)!.ports } as Surroundings;
    await startAll(surroundings, {
      components: [TRAEFIK],
      programs: await builtTools([TRAEFIK.name], { say }),
      record: (name, identity) => {
        const state = readState(directory)!;
        writeState(directory, { ...state, processes: [...state.processes, { name, ...identity }] });
      },
      say,
      interrupted: new AbortController().signal,
    });
  }

  private get api(): KubernetesApi { return this.scene.cluster.api; }

  private async play(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const { status } = (await this.api.get(SERVICE).catch(() => undefined)) ?? { status: { loadBalancer: { ingress: [] } } };
      const balancer = { ingress: [{ ip: this.scene.address }] };
      // An object that goes in the meantime is nobody's to play.
      if ((status as { loadBalancer: { ingress?: unknown } }).loadBalancer.ingress === undefined) {
        await this.api.patch(SERVICE, { status: { loadBalancer: balancer } }, 'status').catch(() => undefined);
      }
      // What the chart makes is not the default, and has to be here; see ingressClass.
      const found = await this.api.get(CLASS).catch(() => undefined);
      if (found !== undefined) { await this.api.patch(CLASS, { metadata: { annotations: CLASS.metadata.annotations } }).catch(() => undefined); }
      await sleep(POLL_MILLISECONDS);
    }
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
