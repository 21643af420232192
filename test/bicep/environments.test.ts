import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bicepFolder, describeWithBicep, ROOT } from './bicep-cli';
import { expectGolden } from './golden';
import { predict, type Resource } from './predicted';

const RENDERED = join(ROOT, 'bicep/environments');
const names = readdirSync(RENDERED).filter((name) => name.endsWith('.bicepparam')).map((name) => name.replace('.bicepparam', ''));

test('there are environments to look at', () => {
  expect(names).toEqual(['dev', 'production']);
});

// Of the parameters as they are committed: a pull request that changes one shows here, as a difference of resources, what that would change in Azure.
describeWithBicep('what would be made of this repository', () => {
  const folder = bicepFolder();
  const predicted: Record<string, Resource[]> = {};

  beforeAll(() => {
    cpSync(RENDERED, join(folder(), 'environments'), { recursive: true });
    for (const name of names) { predicted[name] = predict(folder(), name); }
  }, 300_000);

  test.each(names)('in the environment %s is what was agreed', (name) => {
    expectGolden(`environment-${name}`, predicted[name]);
  });
});
