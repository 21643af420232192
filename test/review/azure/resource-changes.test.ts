import { type PredictedResource, resourceChanges } from '../../../src/review/azure/resource-changes';

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/group/providers';
const resource = (type: string, name: string, properties: object = {}): PredictedResource => ({ id: `${GROUP}/${type}/${name}`, type, properties });
const account = resource('Microsoft.Storage/storageAccounts', 'contosomodels', { allowSharedKeyAccess: false });
const budget = resource('Microsoft.Consumption/budgets', 'scoring');
const role: PredictedResource = {
  id: `${account.id}/providers/Microsoft.Authorization/roleAssignments/9c1a3a3e-7f0f-4a0e-9d3b-0f0f0f0f0f0f`, type: 'Microsoft.Authorization/roleAssignments',
};

const said = (before: PredictedResource[], after: PredictedResource[]) =>
  resourceChanges({ before, after }).statements.map(({ severity, text }) => `${severity}: ${text}`);

test('nothing is said of what stays the same', () => {
  expect(resourceChanges({ before: [account], after: [account] })).toEqual({ statements: [], lines: [] });
});

test('a new resource is named by what people call it', () => {
  expect(said([], [account])).toEqual(['info: made: storage account contosomodels']);
});

test('what holds data and is no longer deployed is a danger, and stays', () => {
  expect(said([account], [])).toEqual(['danger: no longer deployed: storage account contosomodels; what it holds stays in Azure until somebody deletes it, and nobody looks after it']);
});

test('a right that is no longer deployed is worth a look, because it stays', () => {
  expect(said([account, role], [account])).toEqual(['caution: no longer deployed: role assignment on storage account contosomodels; such a right stays until somebody deletes it']);
});

test('what holds nothing is worth a look', () => {
  expect(said([budget], [])).toEqual(['caution: no longer deployed: budget scoring; it stays until somebody deletes it']);
});

test('a changed field stands in the lines with both values', () => {
  const open = { ...account, properties: { allowSharedKeyAccess: true } };
  expect(resourceChanges({ before: [account], after: [open] }).lines).toEqual([
    '# storage account contosomodels', '- properties.allowSharedKeyAccess: false', '+ properties.allowSharedKeyAccess: true',
  ]);
});

test('rights on one resource are counted', () => {
  const other = { ...role, id: role.id.replace('9c1a', '9c1b') };
  expect(said([], [role, other])).toEqual(['info: made: role assignment on storage account contosomodels (2 of them)']);
});

test('many resources of a kind are counted', () => {
  const budgets = Array.from({ length: 7 }, (_, index) => resource('Microsoft.Consumption/budgets', `b${index}`));
  expect(said([], [account, ...budgets])).toEqual(['info: made: storage account contosomodels and 7 of budget']);
});

test('lines beyond sixty are counted', () => {
  const budgets = Array.from({ length: 70 }, (_, index) => resource('Microsoft.Consumption/budgets', `b${index}`));
  const { lines } = resourceChanges({ before: [], after: budgets });
  expect([lines.length, lines.at(-1)]).toEqual([61, '# 10 lines more']);
});
