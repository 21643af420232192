import { minimumOf, only, placeUnits, settled } from './bring-up';
import { connect, ON_EXISTING, type Connection } from './connection';
import { installCustomResources } from './custom-resources';
import { differences, owned } from './differences';
import { Footprint } from './footprint';
import { describeObject } from './objections';
import { unitsIn } from './rendered';
import { throwawaySpecs } from './sample-specs';

const all = unitsIn('production', throwawaySpecs());
const models = all.filter(({ path }) => path.startsWith('dist/models/'));
/** A platform is not renamed, so on somebody's cluster it could be the one that is used there. */
const units = ON_EXISTING ? models : all;

describe('a cluster with the sample models', () => {
  let cluster: Connection;
  let footprint: Footprint;

  beforeAll(async () => {
    cluster = await connect();
    footprint = new Footprint(cluster.api);
    await installCustomResources(cluster, footprint);
    await placeUnits(footprint, units);
  });

  afterAll(async () => {
    await footprint?.remove();
  }, 180_000);

  test.each(models.map((unit) => [unit.path, unit] as const))('the controllers bring up %s', async (_, unit) => {
    await settled(cluster, unit.objects);
  });

  test.each(units.map((unit) => [unit.path, unit] as const))('applying %s once more changes nothing and meets no conflict', async (_, unit) => {
    const changes: string[] = [];
    for (const object of unit.objects) {
      const before = await cluster.api.get(object);
      const { object: after } = await cluster.api.apply(object, { force: false });
      changes.push(...differences(owned(before!), owned(after)).map((change) => `${describeObject(object)} ${change}`));
    }
    expect(changes).toEqual([]);
  });

  test.each(units.map((unit) => [unit.path, unit] as const))('what is stored of %s is what was rendered', async (_, unit) => {
    const changes: string[] = [];
    for (const object of unit.objects) {
      changes.push(...differences(object, await cluster.api.get(object)).map((change) => `${describeObject(object)} ${change}`));
    }
    expect(changes).toEqual([]);
  });

  test.each(models.map((unit) => [unit.path, unit] as const))('the autoscaler alone decides how many pods %s has', async (_, unit) => {
    const deployment = await cluster.api.get(only(unit.objects, 'Deployment'));
    const ours = deployment!.metadata.managedFields!.filter(({ manager }) => manager === 'kustomize-controller');
    expect(JSON.stringify(ours)).not.toContain('"f:replicas"');
    expect((deployment!.spec as { replicas: number }).replicas).toBe(minimumOf(unit.objects));
  });
});
