import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { planNodes } from '../src/azure';
import { fleetsOf } from '../src/render/fleets';
import { loadSpecs } from '../src/render/synth';
import { parsePrices } from '../src/review/costs';
import { VM_SIZES } from '../src/spec';

const root = join(__dirname, '..');
const prices = parsePrices(load(readFileSync(join(root, 'docs/samples/prices-westeurope.yaml'), 'utf8')));
const page = readFileSync(join(root, 'docs/azure.md'), 'utf8');

test('the sample of a price table has every size that is planned with', () => {
  expect([...VM_SIZES.keys()].filter((name) => prices.hourly[name] === undefined)).toEqual([]);
});

test('docs/azure.md says when the prices are of', () => {
  expect(page).toContain(`Azure's retail prices of ${prices.date}`);
});

test('the bill in docs/azure.md is that of the committed environments\' nodes', async () => {
  const monthly = (count: number, vmSize: string) => Math.round(count * prices.hourly[vmSize] * 730).toLocaleString('en-US');
  const nodes = fleetsOf(await loadSpecs({ root, cache: false, today: '2026-06-18' })).flatMap(({ fleet }) => {
    const { system, pools } = planNodes(fleet);
    return [system, ...pools].map(({ vmSize, minCount, maxCount }) =>
      `${minCount} to ${maxCount} ${vmSize}: ${monthly(minCount, vmSize)} to ${monthly(maxCount, vmSize)}`);
  });
  expect(nodes.length).toBeGreaterThan(0);
  expect(nodes.filter((line) => !page.includes(line))).toEqual([]);
});
