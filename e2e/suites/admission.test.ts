import fc from 'fast-check';
import { stringify } from 'yaml';
import { connect, type Connection } from './connection';
import { installCustomResources } from './custom-resources';
import { DOUBTFUL, doubtfulSpecs } from './doubtful-specs';
import { Footprint } from './footprint';
import { distinct, objectionsTo, type Objection } from './objections';
import { committedUnits, unitsOf } from './rendered';
import { sampleSpecs, TODAY } from './sample-specs';
import { assembleRepository } from '../../src/spec/assemble';
import type { SourceFile } from '../../src/spec/load/read-files';
import { parseSpecFile } from '../../src/spec/parse-file';
import { validEnvironment, validModel } from '../../test/helpers/spec-arbitraries';

/** Always the same specs, so that a run tells about the code and not about luck; PLUMBLINE_SEED and PLUMBLINE_SPECS choose others. */
const SEED = Number(process.env.PLUMBLINE_SEED || 1);
const SPECS = Number(process.env.PLUMBLINE_SPECS || 60);
/** A spec's thirty objects, on a machine that does other things too. */
const SPEC_MILLISECONDS = 5_000;

const sampleUnits = unitsOf(sampleSpecs());
const generated = fc.sample(fc.tuple(validModel(['generated']), validEnvironment('generated')), { seed: SEED, numRuns: SPECS })
  .map(([model, environment]) => assembleRepository([
    parseSpecFile(specFile('Environment', 'environments/generated.yaml', environment)),
    parseSpecFile(specFile('Model', `models/${model.metadata.name}.yaml`, model)),
  ], { today: TODAY, textOf: () => '' }));

describe('the API server', () => {
  let cluster: Connection;
  let footprint: Footprint;

  beforeAll(async () => {
    cluster = await connect();
    footprint = new Footprint(cluster.api);
    await installCustomResources(cluster, footprint);
  });

  afterAll(async () => {
    // Some dozen namespaces: nobody waits for them on a cluster that is about to go.
    await footprint?.remove({ wait: cluster.existing });
  });

  test.each(committedUnits().map((unit) => [unit.path, unit] as const))('accepts every object of %s as it is committed', async (_, unit) => {
    expect(distinct(await objectionsTo(cluster.api, footprint, unit))).toEqual([]);
  });

  test.each(sampleUnits.map((unit) => [unit.path, unit] as const))('accepts every object that the sample specs make for %s', async (_, unit) => {
    expect(distinct(await objectionsTo(cluster.api, footprint, unit))).toEqual([]);
  });

  test('accepts every object of specs at the limits of what the validator lets pass', async () => {
    expect(generated.flatMap(({ errors }) => errors)).toEqual([]);
    const objections: Objection[] = [];
    for (const unit of generated.flatMap(unitsOf)) { objections.push(...await objectionsTo(cluster.api, footprint, unit)); }
    expect(distinct(objections)).toEqual([]);
  }, 60_000 + SPECS * SPEC_MILLISECONDS);

  test.each(Object.entries(DOUBTFUL))('and the validator agree on %s', async (_, doubtful) => {
    const repository = doubtfulSpecs(doubtful);
    const units = repository.errors.length > 0 ? [] : unitsOf(repository);
    const objections = await Promise.all(units.map((unit) => objectionsTo(cluster.api, footprint, unit)));
    expect(distinct(objections.flat())).toEqual([]);
  });
});

function specFile(kind: SourceFile['kind'], file: string, value: object): SourceFile {
  return { kind, file, bytes: Buffer.from(stringify(value)) };
}
