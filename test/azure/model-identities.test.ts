import { fetchingModel, fleetOf, manyModels, model } from './fleets';
import { modelIdentities, sharesOf } from '../../src/azure/model-identities';

const quiet = { secrets: { source: 'none' } } as const;
const identities = (...models: ReturnType<typeof model>[]) => modelIdentities(fleetOf({ models }));

test('a model that uses nothing of Azure needs none', () => {
  expect(identities(model('a', quiet))).toEqual([]);
});

test('models of a team share one', () => {
  expect(identities(fetchingModel('a'), fetchingModel('b')).map(({ name }) => name)).toEqual(['scoring-pricing']);
});

test('each model has its service account in it', () => {
  expect(identities(fetchingModel('a'))[0].models).toEqual([{ name: 'a', namespace: 'a' }]);
});

test('a model that mounts a share acts as one', () => {
  expect(identities(model('a', { ...quiet, artifact: { source: 'share', share: { name: 'models' } } }))[0]).toMatchObject({ readsShares: true, readsBlobs: false, readsSecrets: false });
});

test('a model that fetches a blob reads no secrets for that', () => {
  expect(identities(fetchingModel('a', quiet))[0]).toMatchObject({ readsBlobs: true, readsSecrets: false });
});

test('a variable from the vault reads secrets', () => {
  const variable = { name: 'TOKEN', source: 'key-vault', value: '', secretName: '', secretKey: '', keyVaultSecret: 'token' } as const;
  expect(identities(fetchingModel('a', { ...quiet, variables: [variable] }))[0].readsSecrets).toBe(true);
});

test('the variable is the one that manifests hold', () => {
  expect(identities(fetchingModel('a', { team: 'risk-eu' }))[0].variable).toBe('identity_risk_eu_client_id');
});

test('a team of more than twenty has a variable for each identity', () => {
  expect(modelIdentities(fleetOf({ models: manyModels(21, { teams: 1 }) })).map(({ variable }) => variable))
    .toEqual(['identity_team_0_client_id', 'identity_team_0_client_id_1']);
});

test('shares are listed once, sorted', () => {
  const mounting = (name: string, share: string) => model(name, { artifact: { source: 'share', share: { name: share } } });
  expect(sharesOf([mounting('a', 'z'), mounting('b', 'y'), mounting('c', 'z')])).toEqual(['y', 'z']);
});
