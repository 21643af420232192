import fc from 'fast-check';
import { identityGroups, withGroupIdentities } from '../../../src/spec/plan/identity-groups';
import { fetchingModel } from '../../azure/fleets';

const team = (count: number, name = 'pricing') => Array.from({ length: count }, (_, index) => ({ name: `model-${index}`, team: name }));
const sizes = (count: number) => identityGroups(team(count)).map(({ models }) => models.length);
const homes = (models: Parameters<typeof identityGroups>[0]) =>
  new Map(identityGroups(models).flatMap((group) => group.models.map((name) => [name, `${group.team} ${group.suffix}`])));
const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,12}[a-z0-9]$/), { maxLength: 120 });

test('twenty models of a team share one identity without a suffix', () => {
  expect(identityGroups(team(20)).map(({ suffix }) => suffix)).toEqual(['']);
});

test('twenty-one models of a team take two identities, the first without a suffix', () => {
  expect(identityGroups(team(21)).map(({ suffix }) => suffix)).toEqual(['', '1']);
});

test('a thousand models of a team stay within twenty an identity', () => {
  expect(Math.max(...sizes(1000))).toBeLessThanOrEqual(20);
});

test('teams never share an identity', () => {
  expect(identityGroups([...team(1, 'a'), ...team(1, 'b')]).map((group) => group.team)).toEqual(['a', 'b']);
});

test('every model is in exactly one group, whatever the names', () => {
  fc.assert(fc.property(names, (given) => {
    const grouped = identityGroups(given.map((name) => ({ name, team: 'a' }))).flatMap(({ models }) => models);
    expect([...grouped].sort()).toEqual([...given].sort());
  }));
});

test('suffixes of a team differ', () => {
  fc.assert(fc.property(names, (given) => {
    const suffixes = identityGroups(given.map((name) => ({ name, team: 'a' }))).map(({ suffix }) => suffix);
    expect(new Set(suffixes).size).toBe(suffixes.length);
  }));
});

test('the order of the models does not matter', () => {
  const twice = names.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })));
  fc.assert(fc.property(twice, ([given, shuffled]) => {
    const asModels = (list: string[]) => list.map((name) => ({ name, team: 'a' }));
    expect(identityGroups(asModels(shuffled))).toEqual(identityGroups(asModels(given)));
  }));
});

test('a model that joins moves at most one group of twenty', () => {
  const before = homes(team(300));
  const after = homes([...team(300), { name: 'newcomer', team: 'pricing' }]);
  const moved = [...before].filter(([name, home]) => after.get(name) !== home);
  expect(moved.length).toBeLessThanOrEqual(20);
});

describe('the client id of a model', () => {
  const fleet = (count: number) => Array.from({ length: count }, (_, index) => fetchingModel(`model-${index}`, { identity: { clientId: 'known' } }));
  const clientIds = (count: number) => new Set(withGroupIdentities(fleet(count)).map(({ identity }) => identity.clientId));

  test('is what the environment knows in a team of twenty', () => {
    expect([...clientIds(20)]).toEqual(['known']);
  });

  test('is a variable for the second identity of a team of twenty-one', () => {
    expect([...clientIds(21)].sort()).toEqual(['${identity_pricing_client_id_1}', 'known']);
  });
});
