import { resolve } from 'node:path';
import fc from 'fast-check';
import { assembleRepository } from '../../src/spec/assemble';
import { loadRepository } from '../../src/spec/load/load-repository';
import { parseSpecFile } from '../../src/spec/parse-file';
import { installCustomResources } from '../kubernetes/custom-resources';
import { connect, type Connection } from './connection';
import { Footprint } from './footprint';
import { distinct, objectionsTo, type Objection } from './objections';
import { committedUnits, unitsOf } from './rendered';
import { specFiles } from './spec-arbitraries';

const ROOT = resolve(__dirname, '..', '..');
const TODAY = '2026-11-01';
/** Always the same specs, so that a run tells about the code and not about luck; PLUMBLINE_SEED and PLUMBLINE_SPECS choose others. */
const SEED = Number(process.env.PLUMBLINE_SEED || 1);
const SPECS = Number(process.env.PLUMBLINE_SPECS || 60);

const sampleUnits = unitsOf(loadRepository(ROOT, { today: TODAY }));
const generated = fc.sample(specFiles, { seed: SEED, numRuns: SPECS })
  .map((files) => assembleRepository(files.map(parseSpecFile), { today: TODAY, textOf: () => '' }))
  .filter(({ errors }) => errors.length === 0);

describe('the API server', () => {
  let cluster: Connection;
  let footprint: Footprint;

  beforeAll(async () => {
    cluster = await connect();
    footprint = new Footprint(cluster.api);
    await installCustomResources(cluster.api, (definition) => footprint.add(definition));
  });

  afterAll(async () => {
    await footprint?.remove();
    cluster?.close();
  });

  test.each(committedUnits().map((unit) => [unit.folder, unit] as const))('accepts every object of %s as it is committed', async (_, unit) => {
    expect(distinct(await objectionsTo(cluster.api, footprint, unit))).toEqual([]);
  });

  test.each(sampleUnits.map((unit) => [unit.folder, unit] as const))('accepts every object that the sample specs make for %s', async (_, unit) => {
    expect(distinct(await objectionsTo(cluster.api, footprint, unit))).toEqual([]);
  });

  test('accepts every object of specs at the limits of what the validator lets pass', async () => {
    expect(generated.length).toBeGreaterThan(SPECS / 2);
    const objections: Objection[] = [];
    for (const unit of generated.flatMap(unitsOf)) { objections.push(...await objectionsTo(cluster.api, footprint, unit)); }
    expect(distinct(objections)).toEqual([]);
  });
});
