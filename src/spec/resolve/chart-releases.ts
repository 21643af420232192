import { registryProvider } from './registry-provider';
import type { ChartSourceValues, ReleaseValues } from '../cluster-values';
import type { CompleteEnvironment } from '../complete-environment.generated';
import { chartsAddress, deliversCharts } from '../environment';
import { isPlainHttp } from '../oci-address';
import type { ScoringValues } from '../values';

const NO_CHARTS: ChartSourceValues = { kind: '', url: '', provider: 'generic', insecure: false, folder: '', beside: '', verify: { provider: '', secretName: '' } };

/**
 * Where Flux takes the charts of an environment's models from.
 * @param base the project's folder in its repository, with a slash at its end; empty for the repository's own
 */
export function chartSourceOf(environment: CompleteEnvironment, base: string): ChartSourceValues {
  if (!deliversCharts(environment)) { return NO_CHARTS; }
  const gitops = environment.spec.gitops!;
  const { deliver, verify, url } = gitops;
  if (deliver === 'chart-git') { return { ...NO_CHARTS, kind: 'GitRepository', url, folder: `${base}dist/charts`, beside: `${base}dist/*` }; }
  const address = chartsAddress(environment)!;
  const host = address.split('/')[2];
  return {
    ...NO_CHARTS,
    kind: 'HelmRepository',
    url: address,
    provider: registryProvider(host),
    insecure: isPlainHttp(host),
    verify: { provider: verify?.provider ?? '', secretName: verify?.secretName ?? '' },
  };
}

/** The releases of an environment's models; none where Flux applies their manifests. */
export function releasesOf(models: readonly ScoringValues[], charts: ChartSourceValues, marks: Pick<ReleaseValues, 'environment' | 'source'>): ReleaseValues[] {
  if (charts.kind === '') { return []; }
  return models.map(({ name, environment }) => {
    const folder = charts.kind === 'GitRepository' ? `${charts.folder}/${name}` : '';
    const file = (values: string) => folder === '' ? values : `${folder}/${values}`;
    return { ...marks, charts, model: name, chart: folder === '' ? name : `./${folder}`, valuesFiles: [file('values.yaml'), file(`values-${environment.name}.yaml`)] };
  });
}
