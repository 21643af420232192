import { ApiObject, type ApiObjectMetadata, type GroupVersionKind } from 'cdk8s';
import type { Construct } from 'constructs';
import { isExpression, type Value } from '../expression';
import type { Templated } from './templated';

export interface KubeObjectProps {
  /** When the object exists at all. @default true */
  readonly condition?: Value<boolean>;
}

/**
 * One Kubernetes object whose fields may be expressions.
 *
 * A plain ApiObject rather than the generated L1 class: those classes copy the struct fields they know one by one, so an expression
 * that stands for a whole block, and any field younger than Kubernetes 1.27, would vanish without a word (cdk8s#2163).
 */
export class KubeObject<T extends object> extends ApiObject {
  /** When the object exists at all; known to be true wherever the object is part of a team's own cdk8s app. */
  readonly condition: Value<boolean>;

  constructor(scope: Construct, id: string, type: GroupVersionKind, object: Templated<T>, props: KubeObjectProps = {}) {
    super(scope, id, { ...(withoutGaps(object) as { metadata?: ApiObjectMetadata; [key: string]: unknown }), ...type });
    this.condition = props.condition ?? true;
  }
}

/** Adds an object unless it is already known that the condition does not hold. */
export function addKubeObject<T extends object>(
  scope: Construct, id: string, type: GroupVersionKind, object: Templated<T>, props: KubeObjectProps = {},
): KubeObject<T> | undefined {
  return props.condition === false ? undefined : new KubeObject<T>(scope, id, type, object, props);
}

/** List items that a `when` left out. cdk8s would write them as null. */
function withoutGaps(template: unknown): unknown {
  if (template === null || typeof template !== 'object' || isExpression(template)) { return template; }
  if (Array.isArray(template)) { return template.filter((item) => item !== undefined).map(withoutGaps); }
  return Object.fromEntries(Object.entries(template).map(([key, field]) => [key, withoutGaps(field)]));
}
