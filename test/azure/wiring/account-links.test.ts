import { brokenLinks } from '../../../src/azure/wiring';
import { resolveModel, type Model } from '../../../src/spec';
import type { Placement } from '../../../src/spec/assemble';
import type { ScoringValues } from '../../../src/spec/values';
import { environmentOf } from '../fleets';

const environment = environmentOf({ gitops: { url: 'https://github.com/contoso/scoring' } });
const environmentFile = { file: 'environments/production.yaml', value: environment };
const model: Model = {
  apiVersion: 'plumbline/v1',
  kind: 'Model',
  metadata: { name: 'churn', version: '1.0.0', team: 'pricing' },
  spec: {
    family: 'linear', image: 'r-scoring/churn:1.0.0', artifact: { blob: 'churn.tar.gz', sha256: '0'.repeat(64) }, endpoint: { auth: 'password' },
  },
};
const values = resolveModel({ file: 'models/churn.yaml', value: model }, environmentFile);

/** What is said of the model once its manifests say something else than Azure's side was made for. */
function links(change: (values: ScoringValues) => ScoringValues): string[] {
  const placement: Placement = { model: { file: 'models/churn.yaml', value: model }, environment: environmentFile, values: change(values) };
  const fleet = { environment, models: [placement.values] };
  return brokenLinks([{ file: environmentFile.file, environment, fleet, placements: [placement] }]).map(({ message }) => message);
}

test('a model as it is resolved is wired from its service account to what it reads', () => {
  expect(links((same) => same)).toEqual([]);
});

test.each<[string, (same: ScoringValues) => ScoringValues, string]>([
  ['a client id of nobody', (same) => ({ ...same, identity: { ...same.identity, clientId: 'other' } }), 'the service account of model churn names other, and its credential is one of scoring-pricing'],
  ['an artifact in another account', (same) => ({ ...same, artifact: { ...same.artifact, location: 'https://other.blob.core.windows.net/models/churn.tar.gz' } }), 'model churn fetches https://other.blob.core.windows.net/models/churn.tar.gz, and scoring-pricing may read https://contosomodels.blob.core.windows.net/models/ alone'],
  ['an artifact in another container', (same) => ({ ...same, artifact: { ...same.artifact, location: 'https://contosomodels.blob.core.windows.net/other/churn.tar.gz' } }), 'may read https://contosomodels.blob.core.windows.net/models/ alone'],
  ['a share of another account', (same) => ({ ...same, artifact: { ...same.artifact, source: 'share', share: { ...same.artifact.share, storageAccount: 'other' } } }), 'mounts a share of other, and scoring-pricing may mount those of contosomodels alone'],
  ['another vault', (same) => ({ ...same, secrets: { ...same.secrets, keyVault: 'other' } }), 'model churn mounts secrets of vault other, and scoring-pricing may read those of contoso-scoring alone'],
])('%s is a broken link', (_name, change, sentence) => {
  expect(links(change)).toEqual([expect.stringContaining(sentence)]);
});
