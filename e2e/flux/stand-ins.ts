import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesApi, KubernetesObject } from '../kubernetes/api';

/** Of Flux's objects, those whose charts are in registries that nothing here reaches: its controllers are told to leave them alone (NO_FAR_SOURCES). */
const FAR = 'chart';

/** What a controller that is not here would say of its objects once they are well. */
const PLAYED: readonly (readonly [apiVersion: string, kind: string, condition: string, component?: string])[] = [
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'Ready', FAR],
  ['source.toolkit.fluxcd.io/v1', 'OCIRepository', 'Ready', FAR],
  ['source.toolkit.fluxcd.io/v1', 'HelmRepository', 'Ready', FAR],
  ['cert-manager.io/v1', 'ClusterIssuer', 'Ready'],
  ['cert-manager.io/v1', 'Certificate', 'Ready'],
];

const POLL_MILLISECONDS = 500;

/**
 * Plays the controllers that have nothing to do here, as kwok plays kubelets: charts come from registries and certificates from authorities, which
 * a cluster without a network has not. Their objects are real, accepted by their real definitions; only that they became ready is said by this.
 */
export class StandIns {
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly api: KubernetesApi) {}

  start(): void {
    this.running = this.play();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async play(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      for (const [apiVersion, kind, condition, component] of PLAYED) {
        const objects = await this.api.list(apiVersion, kind).catch(() => []);
        for (const object of objects) {
          if (component !== undefined && object.metadata.labels?.['app.kubernetes.io/component'] !== component) { continue; }
          await this.makeReady({ ...object, apiVersion, kind }, condition);
        }
      }
      await sleep(POLL_MILLISECONDS);
    }
  }

  private async makeReady(object: KubernetesObject, type: string): Promise<void> {
    const { generation } = object.metadata;
    const { observedGeneration } = (object.status ?? {}) as { observedGeneration?: number };
    const ofFlux = object.apiVersion.includes('fluxcd.io/');
    const seen = ofFlux ? observedGeneration === generation : object.status !== undefined;
    if (seen) { return; }
    const now = new Date().toISOString();
    const ready = { type, status: 'True', reason: 'Played', message: 'played by the suite', lastTransitionTime: now, observedGeneration: generation };
    const status = { conditions: [ready], ...ofFlux && { observedGeneration: generation } };
    // An object that goes in the meantime is nobody's to play.
    await this.api.patch(object, { status }, 'status').catch(() => undefined);
  }
}
