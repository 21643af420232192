import type { HelmChart } from '../unit';
import { toYaml } from '../yaml';

/** The pods' preStop `sleep` is stable from this version on (https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations). */
const KUBERNETES = '>=1.34.0-0';

const MAIL = /^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$/;

/** The values that each field of Chart.yaml is made from; a field that is not here is the same in every chart. */
export const CHART_FIELDS: Readonly<Record<string, readonly string[]>> = {
  name: ['name'],
  description: ['description', 'name'],
  version: ['version'],
  appVersion: ['version'],
  keywords: ['family'],
  maintainers: ['team', 'owner'],
  annotations: ['environment.name', 'source.model', 'team', 'owner'],
};

/** Chart.yaml (https://helm.sh/docs/topics/charts/#the-chartyaml-file). @param version of the chart, as against the model's */
export function chartYaml({ name, version: appVersion, placements }: HelmChart, version: string): string {
  const [{ team, owner, description, family, source }] = placements;
  return toYaml({
    apiVersion: 'v2',
    name,
    description: description === '' ? `Scoring service of the R model ${name}` : description,
    type: 'application',
    version,
    appVersion,
    kubeVersion: KUBERNETES,
    keywords: ['r', 'scoring', family],
    maintainers: [{ name: team, ...MAIL.test(owner) ? { email: owner } : {} }],
    annotations: {
      'plumbline/environments': placements.map(({ environment }) => environment.name).join(', '),
      'plumbline/source': source.model,
      'plumbline/team': team,
      ...owner === '' ? {} : { 'plumbline/owner': owner },
    },
  });
}
