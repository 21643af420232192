import { kustomizationCount, shardCount } from '../scale/fleet';
import { type Change, FleetStage } from '../scale/fleet-stage';

/** Models of the large fleet; a tenth of them makes the small one. */
const MODELS = Number(process.env.PLUMBLINE_FLEET || '1000');

const MINUTES = 60_000;

interface Measured {
  readonly change: Change;
  readonly kustomizations: number;
}

describe('a fleet of models that Flux follows', () => {
  const measured = new Map<string, Measured>();

  /** One cluster from empty to ready, and one model changed; what was measured is printed. */
  async function measure(source: 'git' | 'oci', models: number): Promise<Measured> {
    const fleet = await FleetStage.open(source, models);
    try {
      const firstSync = await fleet.firstSync();
      const objects = await fleet.objects();
      // The first change of a fleet fills caches that every later one finds.
      await fleet.changeOne('1.0.1');
      const change = await fleet.changeOne('1.0.2');
      print(`${source}, ${models} models, ${objects} objects, ${shardCount(models)} shards: first sync ${firstSync.toFixed(1)} s; one model changed: `
        + `${change.toClusterSeconds.toFixed(1)} s to the cluster, ${change.toRestSeconds.toFixed(1)} s to rest, ${change.applied.length} Kustomizations applied, `
        + `${change.processorSeconds.toFixed(2)} processor seconds of kustomize-controller; MiB: `
        + Object.entries(fleet.memory()).map(([name, mebibytes]) => `${name} ${mebibytes}`).join(', '));
      return { change, kustomizations: kustomizationCount(models) };
    } finally {
      await fleet.close();
    }
  }

  test.each([['oci', MODELS / 10], ['oci', MODELS], ['git', MODELS]] as const)('source %s, %d models: from empty to ready, and one model changed', async (source, models) => {
    measured.set(`${source} ${models}`, await measure(source, models));
  }, 50 * MINUTES);

  test('from Git, a commit has every Kustomization look at all it holds', () => {
    const { change, kustomizations } = measured.get(`git ${MODELS}`)!;
    expect(change.applied.length).toBeGreaterThanOrEqual(kustomizations);
  });

  test('from a registry, it is the one of the model alone, however large the fleet', () => {
    for (const models of [MODELS / 10, MODELS]) { expect(measured.get(`oci ${models}`)!.change.applied).toHaveLength(1); }
  });

  test('from a registry, it costs a fraction of what it costs from Git', () => {
    expect(measured.get(`oci ${MODELS}`)!.change.processorSeconds).toBeLessThan(measured.get(`git ${MODELS}`)!.change.processorSeconds / 4);
  });
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
