import picomatch from 'picomatch';
import { CLOUDS } from './clouds';
import type { CompleteEnvironment, CompleteEnvironmentModels } from './complete-environment.generated';
import type { Environment } from './environment.generated';
import { specSchema } from './load/schemas';
import { withDefaults } from './schema/defaults';

const completed = new WeakMap<Environment, CompleteEnvironment>();

/** An environment with its defaults filled in. */
export function completeEnvironment(environment: Environment): CompleteEnvironment {
  let complete = completed.get(environment);
  if (complete === undefined) {
    const schema = specSchema('Environment');
    complete = withDefaults(environment, schema, schema) as CompleteEnvironment;
    completed.set(environment, complete);
  }
  return complete;
}

/** The hosts of an environment as they are written, the main one first; a wildcard stands for every name directly under it. */
export function hostsOf({ spec }: CompleteEnvironment): string[] {
  return [spec.host, ...spec.additionalHosts.filter((host) => host !== spec.host)];
}

/** The host of the environment that serves a name: the name itself, or the wildcard over it; undefined for a name that is not served. */
export function hostServing(environment: CompleteEnvironment, name: string): string | undefined {
  const hosts = hostsOf(environment);
  return hosts.includes(name) ? name : hosts.find((host) => host === name.replace(/^[^.]+/, '*'));
}

/** Host of an environment's registry; undefined where it has none. */
export function registryHost({ spec: { registry, cluster } }: CompleteEnvironment): string | undefined {
  return registry === undefined ? undefined : `${registry.name}.${CLOUDS[cluster.cloud].registry}`;
}

/** Whether Flux installs the models of an environment by their charts. */
export function deliversCharts({ spec: { gitops } }: CompleteEnvironment): boolean {
  return gitops !== undefined && gitops.deliver !== 'manifests';
}

/** Whether the models of an environment have charts: for somebody who installs with Helm, or for Flux. */
export function hasCharts(environment: CompleteEnvironment): boolean {
  return environment.spec.charts || deliversCharts(environment);
}

/** Address below which the charts of an environment are in a registry; undefined where it has no registry. */
export function chartsAddress(environment: CompleteEnvironment): string | undefined {
  const host = registryHost(environment);
  return environment.spec.gitops?.charts ?? (host === undefined ? undefined : `oci://${host}/charts`);
}

/** Whether a model of a name runs where these patterns stand: included and not excluded. */
export function selector({ include, exclude }: CompleteEnvironmentModels): (name: string) => boolean {
  const isIncluded = picomatch(include);
  const isExcluded = picomatch(exclude);
  return (name) => include.length > 0 && isIncluded(name) && !(exclude.length > 0 && isExcluded(name));
}
