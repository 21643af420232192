import { Construct } from 'constructs';
import type { Value } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { type Marks, platformMetadata } from './platform-metadata';
import type { SourceValues } from '../spec/cluster-values';

export const KUSTOMIZATION = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' } as const;

/** What differs between the Kustomizations of a tree; durations as Go writes them. */
export interface FluxKustomizationProps {
  readonly name: Value<string>;
  readonly path: Value<string>;
  readonly sourceKind: Value<SourceValues['kind']>;
  /** @default the source that the whole tree comes from */
  readonly sourceName?: Value<string>;
  /** Whether it is ready only when everything in it is. */
  readonly wait: boolean;
  readonly timeout: string;
  readonly retryInterval: string;
  /** Further fields of its spec. */
  readonly more?: object;
  /** When it exists at all. @default true */
  readonly condition?: Value<boolean>;
}

/** How often Flux looks whether the cluster still is what Git says; a commit is seen at once. */
const DRIFT_INTERVAL = '10m';

/** One Kustomization of Flux, in Flux's namespace (https://fluxcd.io/flux/components/kustomize/kustomizations/). */
export class FluxKustomization extends Construct {
  constructor(scope: Construct, id: string, values: Marks, props: FluxKustomizationProps) {
    super(scope, id);
    const { name, path, sourceKind, sourceName = FLUX.source, wait, timeout, retryInterval, more = {}, condition } = props;
    addKubeObject(this, 'Resource', KUSTOMIZATION, {
      metadata: platformMetadata(values, name, FLUX.namespace),
      spec: {
        interval: DRIFT_INTERVAL,
        retryInterval,
        timeout,
        sourceRef: { kind: sourceKind, name: sourceName },
        path,
        prune: true,
        force: false,
        wait,
        ...more,
      },
    }, { condition });
  }
}
