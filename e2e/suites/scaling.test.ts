import type { KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { explained } from '../kubernetes/explain';
import type { Client } from '../prediction/client';
import { Load } from '../prediction/load';
import { Scene } from '../prediction/scene';

const NAME = 'boston-housing';
/** The least that a spec may say: on a machine that does other things too, a pod gets little of the core that it asks for. */
const SCALING = { min: 1, max: 3, cpuUtilization: 10 };
/** endpoint.timeoutSeconds of the sample. */
const DEADLINE_SECONDS = 30;
/** Pods report every 15 s, the autoscaler looks every 15 s, a pod has to start; and all share the machine. */
const PATIENCE_SECONDS = 300;
/** Rendered are five minutes, in which nothing else could be seen. */
const STABILIZATION_SECONDS = 15;

/** Load in and load out, as a real metrics-server and the autoscaler see it. */
describe('the number of pods', () => {
  let scene: Scene;
  let client: Client;
  let load: Load;

  beforeAll(async () => {
    scene = await Scene.open();
    await scene.place({ name: NAME, scaling: SCALING }, { edit: withQuickScaleDown });
    await scene.served(NAME, SCALING.min);
    client = await explained(() => scene.client(NAME), () => scene.explain(NAME));
  }, 1_200_000);

  afterAll(async () => {
    client?.close();
    await scene?.close();
  }, 240_000);

  const explain = () => scene.explain(NAME);

  test('grows under load, and every answer comes within the deadline', () => explained(async () => {
    load = scene.load(client, { concurrency: 16, rowsPerRequest: 200 });
    await reached((pods) => pods > SCALING.min, `more than ${SCALING.min} pods to be ready under load`);
    await load.more(50);
    expect(load.failures).toEqual([]);
    expect(load.slowestSeconds).toBeLessThan(DEADLINE_SECONDS);
    load.report('growing');
  }, explain), 400_000);

  test('shrinks to the minimum without losing a request', () => explained(async () => {
    await load.stop();
    const trickle = scene.load(client, { concurrency: 1, rowsPerRequest: 1, pauseMilliseconds: 100 });
    await reached((pods) => pods === SCALING.min, `only ${SCALING.min} pod to be left`);
    await trickle.stop();
    expect(trickle.failures).toEqual([]);
    trickle.report('shrinking');
  }, explain), 400_000);

  /** Waits for a number of ready pods, none of them about to go. */
  function reached(isReached: (pods: number) => boolean, what: string): Promise<void> {
    return eventually(async () => {
      if (load.failures.length > 0) { throw new Error(`requests failed:\n${load.failures.slice(0, 5).join('\n')}`); }
      const pods = await scene.cluster.api.list('v1', 'Pod', NAME);
      const ready = pods.filter(isReady);
      return isReached(ready.length) && ready.length === pods.length ? undefined : `${ready.length} of ${pods.length} pods are ready`;
    }, { what, timeoutSeconds: PATIENCE_SECONDS, explain });
  }
});

function isReady({ status }: KubernetesObject): boolean {
  const { conditions = [] } = status as { conditions?: { type: string; status: string }[] };
  return conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True');
}

function withQuickScaleDown(object: KubernetesObject): KubernetesObject {
  if (object.kind !== 'HorizontalPodAutoscaler') { return object; }
  const { behavior, ...spec } = object.spec as { behavior: { scaleDown: object } };
  const scaleDown = { stabilizationWindowSeconds: STABILIZATION_SECONDS, policies: [{ type: 'Pods', value: 1, periodSeconds: 15 }] };
  return { ...object, spec: { ...spec, behavior: { ...behavior, scaleDown } } };
}
