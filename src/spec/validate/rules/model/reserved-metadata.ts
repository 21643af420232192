import type { Finding } from '../../../problem';
import type { ModelRule } from '../rule';

/** `kubernetes.io/…`, `app.kubernetes.io/…`, `k8s.io/…`, `azure.workload.identity/…` and Plumbline's own. */
const RESERVED = /^(([a-z0-9-]+\.)*(kubernetes\.io|k8s\.io)|azure\.workload\.identity|plumbline)\//;

/** Selectors, tools and Azure read certain labels; a model does not set them. */
export const reservedMetadata: ModelRule = ({ metadata, spec }) => [
  ...reserved(['metadata', 'labels'], metadata.labels),
  ...reserved(['metadata', 'annotations'], metadata.annotations),
  ...reserved(['spec', 'pods', 'annotations'], spec.pods.annotations),
];

function reserved(path: readonly string[], map: Readonly<Record<string, string>>): Finding[] {
  return Object.keys(map).filter((name) => RESERVED.test(name)).map((name) => ({
    path: [...path, name],
    at: 'key',
    message: `${path.join('.')} may not hold ${name}: names under ${name.split('/')[0]} belong to the system`,
  }));
}
