import { concat, type Reference, spread, type Value } from '../expression';
import type { ScoringValues } from '../spec/values';

type Values = Reference<ScoringValues>;

/** Labels that a Deployment's pods are selected by. Immutable once applied, so made of nothing that ever changes. */
export function selectorLabels(values: Values) {
  return { 'app.kubernetes.io/name': values.name, 'app.kubernetes.io/component': 'scoring' };
}

/** Labels of every object: who it belongs to, in the terms that Kubernetes recommends, and what the spec adds. */
export function commonLabels(values: Values) {
  return {
    ...tenancyLabels(values),
    'app.kubernetes.io/version': values.version,
  };
}

/**
 * Labels of what a model's team may not make itself: all but the version, so that a new version changes nothing outside of the model's own part
 * of the Flux tree.
 */
export function tenancyLabels(values: Values) {
  return {
    ...spread(values.labels),
    ...selectorLabels(values),
    'app.kubernetes.io/part-of': values.team,
    'app.kubernetes.io/managed-by': 'plumbline',
    'plumbline/environment': values.environment.name,
    'plumbline/team': values.team,
  };
}

/**
 * Annotations of every object: the files it came from, and the order to Flux to leave `${...}` in it alone (a model's environment
 * variables may hold such text; https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution).
 */
export function commonAnnotations(values: Values) {
  return {
    ...spread(values.annotations),
    'plumbline/source': concat(values.source.model, ', ', values.source.environment),
    'kustomize.toolkit.fluxcd.io/substitute': 'disabled',
  };
}

/** Annotations of the few objects that hold a client id: Flux fills it in where the environment does not know it yet. */
export function substitutedAnnotations(values: Values) {
  return { ...commonAnnotations(values), 'kustomize.toolkit.fluxcd.io/substitute': undefined };
}

/** Metadata of an object in the model's namespace. @param name defaults to the model's name */
export function objectMetadata(values: Values, name: Value<string> = values.name) {
  return { name, namespace: values.namespace, labels: commonLabels(values), annotations: commonAnnotations(values) };
}
