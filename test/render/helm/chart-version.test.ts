import { parse } from 'yaml';
import { contentVersion } from '../../../src/render/helm/chart-version';
import { synthesize, writeRepository } from '../../helpers/repository';
import { readTree, temporaryFolder, writeFiles } from '../../helpers/temporary-folder';

const FILES: readonly [string, string][] = [['a', '1'], ['b', '2']];

describe('the version of a chart that Flux installs', () => {
  test('is the model\'s with a digest of the content behind it', () => {
    expect(contentVersion('2.1.0', FILES)).toMatch(/^2\.1\.0-c[0-9a-f]{12}$/);
  });

  test('adds to what makes the model\'s a pre-release', () => {
    expect(contentVersion('2.1.0-rc.1', FILES)).toMatch(/^2\.1\.0-rc\.1\.c[0-9a-f]{12}$/);
  });

  test('is another for another text, name or division of the files', () => {
    const others: readonly (readonly [string, string][])[] = [[['a', '1'], ['b', '3']], [['a', '1'], ['c', '2']], [['a', '1'], ['b', '']], [['a', '1b\n1\n2']]];
    expect(new Set([FILES, ...others].map((files) => contentVersion('1.0.0', files))).size).toBe(others.length + 1);
  });
});

describe('a synth for Flux that installs charts', () => {
  const root = temporaryFolder();
  const ENVIRONMENT = 'environments/dev.yaml';
  const text = (path: string) => readTree(root())[path];
  const chartVersion = () => (parse(text('dist/charts/churn/Chart.yaml')) as { version: string }).version;
  const synthWith = async (deliver: string, edit: (spec: string) => string = (spec) => spec) => {
    writeRepository(root(), ['churn'], ['dev']);
    writeFiles(root(), {
      [ENVIRONMENT]: text(ENVIRONMENT).replace('gitops: {', `gitops: { deliver: ${deliver},`),
      'models/churn.yaml': edit(text('models/churn.yaml')),
    });
    const { repository } = await synthesize(root());
    expect(repository.errors).toEqual([]);
  };

  test('writes charts that nothing else asks for', async () => {
    await synthWith('chart-oci');
    expect(chartVersion()).toMatch(/^1\.0\.0-c[0-9a-f]{12}$/);
  });

  test('keeps the model\'s version where nobody but people install charts', async () => {
    writeRepository(root(), ['churn'], ['dev'], 'charts: true');
    await synthesize(root());
    expect(chartVersion()).toBe('1.0.0');
  });

  test('installs the chart that it writes, and another one after any change of the spec', async () => {
    await synthWith('chart-oci');
    const before = chartVersion();
    expect(text('dist/clusters/dev/tenants/models/pricing.yaml')).toContain(`version: "${before}"`);
    await synthWith('chart-oci', (spec) => spec.replace('cores: 2', 'cores: 4'));
    expect(chartVersion()).not.toBe(before);
    expect(text('dist/clusters/dev/tenants/models/pricing.yaml')).toContain(`version: "${chartVersion()}"`);
  });

  test('changes nothing but the chart where Flux takes it from Git', async () => {
    await synthWith('chart-git');
    const [version, release] = [chartVersion(), text('dist/clusters/dev/tenants/models/pricing.yaml')];
    await synthWith('chart-git', (spec) => spec.replace('cores: 2', 'cores: 4'));
    expect(chartVersion()).not.toBe(version);
    expect(text('dist/clusters/dev/tenants/models/pricing.yaml')).toBe(release);
  });

  test('writes the same with what an earlier run left in its cache', async () => {
    await synthWith('chart-oci');
    const cached = readTree(`${root()}/dist`);
    await synthesize(root(), { cache: false });
    expect(readTree(`${root()}/dist`)).toEqual(cached);
  });
});
