import type { KubernetesApi, KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';

const REMOVAL_SECONDS = 120;

/** What a suite put into a cluster, to take it out again: a cluster may be somebody's own. */
export class Footprint {
  private readonly objects: KubernetesObject[] = [];

  constructor(private readonly api: KubernetesApi) {}

  /** Notes objects that were not there before. */
  add(...objects: readonly KubernetesObject[]): void {
    this.objects.push(...objects);
  }

  /** Applies an object where there is none of its kind and name; what is there stays as it is, unless it is about to go. */
  async place(object: KubernetesObject): Promise<void> {
    const found = await this.api.get(object);
    if (found !== undefined && found.metadata.deletionTimestamp === undefined) { return; }
    if (found !== undefined) { await this.gone(object); }
    await this.api.apply(object);
    this.add(object);
  }

  /** Deletes everything that was noted and, unless told otherwise, waits until it is gone. */
  async remove({ wait = true } = {}): Promise<void> {
    const objects = this.objects.splice(0);
    await Promise.all(objects.map((object) => this.api.delete(object)));
    if (wait) { await Promise.all(objects.map((object) => this.gone(object))); }
    this.api.forgetKinds();
  }

  private gone(object: KubernetesObject): Promise<void> {
    return eventually(async () => await this.api.get(object) === undefined ? undefined : 'it is still there', {
      what: `${object.kind} ${object.metadata.name} to be deleted`,
      timeoutSeconds: REMOVAL_SECONDS,
      explain: async () => JSON.stringify((await this.api.get(object))?.status),
    });
  }
}
