import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { workspace } from './charts';
import { type HelmObject, templated } from './helm';
import { PINS } from '../../src/constructs/component-pins';
import { moduleFolder } from '../tools/go';

const PLATFORM = resolve(__dirname, '..', '..', 'dist', 'platform');
const { PLUMBLINE_CHARTS: CHARTS = '' } = process.env;
const CERT_MANAGER = 'github.com/cert-manager/cert-manager';
const folder = workspace();

interface Release extends HelmObject {
  readonly spec: { readonly releaseName: string; readonly targetNamespace: string; readonly values: object };
}

/** The releases of components that are committed, by environment. */
const releases = readdirSync(PLATFORM).flatMap((environment) => {
  const components = join(PLATFORM, environment, 'components');
  return readdirSync(components)
    .flatMap((file) => parseAllDocuments(readFileSync(join(components, file), 'utf8')).map((document) => document.toJS() as HelmObject))
    .filter(({ kind }) => kind === 'HelmRelease').map((release) => ({ environment, release: release as Release }));
});

/** Path of a chart at the pinned version: cert-manager's is in its Go module, others are where `helm pull` left them. */
async function chartOf(name: string): Promise<string> {
  const pin = Object.values(PINS).find(({ chart }) => chart === name)!;
  if (name === PINS.certManager.chart) { return join(await moduleFolder(CERT_MANAGER, pin.version), 'deploy', 'charts', name); }
  const found = join(CHARTS, `${name}-${pin.version}.tgz`);
  const place = pin.url.startsWith('oci:') ? pin.url : `${pin.chart} --repo ${pin.url}`;
  if (!existsSync(found)) { throw new Error(`there is no ${found}; in that folder run: helm pull ${place} --version ${pin.version}`); }
  return found;
}

describe.each(releases)('$release.metadata.name in $environment', ({ environment, release: { metadata: { name }, spec } }) => {
  // Most registries of charts are not reached from everywhere.
  const isHere = name === PINS.certManager.chart || CHARTS !== '';

  (isHere ? test : test.skip)('has values that its chart takes', async () => {
    const values = join(folder, `${environment}-${name}.json`);
    writeFileSync(values, JSON.stringify(spec.values));
    const objects = templated(await chartOf(name), '--namespace', spec.targetNamespace, '-f', values, '--kube-version', '1.36.1');
    expect(objects.filter(({ kind }) => kind === 'Deployment' || kind === 'DaemonSet')).not.toEqual([]);
  });
});
