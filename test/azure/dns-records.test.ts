import { recordsInZone } from '../../src/azure/dns-records';

test.each([
  ['models.contoso.com', 'models'],
  ['*.models.contoso.com', '*.models'],
  ['contoso.com', '@'],
])('%s is %s in contoso.com', (host, record) => {
  expect(recordsInZone([host], 'contoso.com')).toEqual([record]);
});

test.each(['models.example.com', 'notcontoso.com'])('%s is no record of contoso.com', (host) => {
  expect(recordsInZone([host], 'contoso.com')).toEqual([]);
});
