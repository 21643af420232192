import type { Reference, Value } from '../expression';
import type { PlatformValues } from '../spec/platform-values';

/** What is said of an environment in the metadata of its objects. */
export type Marks = Reference<Pick<PlatformValues, 'environment' | 'source'>>;

/** Metadata of an object that an environment's models share. @param namespace left out for an object of the whole cluster */
export function platformMetadata(values: Marks, name: Value<string>, namespace?: Value<string>) {
  return {
    name,
    namespace,
    labels: {
      'app.kubernetes.io/managed-by': 'plumbline',
      'app.kubernetes.io/part-of': 'plumbline-platform',
      'plumbline/environment': values.environment.name,
    },
    annotations: {
      'plumbline/source': values.source,
      'kustomize.toolkit.fluxcd.io/substitute': 'disabled',
    },
  };
}
