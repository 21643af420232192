import type { Finding } from '../../../problem';
import type { ModelRule } from '../rule';

/** `kubernetes.io/…`, `app.kubernetes.io/…`, `k8s.io/…`, `azure.workload.identity/…` and Plumbline's own. */
const RESERVED = /^(([a-z0-9-]+\.)*(kubernetes\.io|k8s\.io)|azure\.workload\.identity|plumbline)\//;

/** Selectors, tools and Azure read certain labels; a model does not set them. */
export const reservedMetadata: ModelRule = ({ metadata }) => (['labels', 'annotations'] as const).flatMap((group) =>
  Object.keys(metadata[group]).filter((name) => RESERVED.test(name)).map((name): Finding => ({
    path: ['metadata', group, name],
    at: 'key',
    message: `metadata.${group} may not hold ${name}: names under ${name.split('/')[0]} belong to the system`,
  })));
