import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { and, concat, equal, not, type Reference, spread, when } from '../expression';
import { ChartSource } from './chart-source';
import { FluxKustomization } from './flux-kustomization';
import { FLUX, WAS_READY_ONCE } from './flux-names';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { ClusterValues } from '../spec/cluster-values';

type Values = Reference<ClusterValues>;

/** The first level of an environment's tree: what the root Kustomization applies, and that applies everything else. */
export class FluxTree extends Construct {
  constructor(scope: Construct, id: string, values: Values) {
    super(scope, id);
    const { flux, charts, components, imageUpdates } = values;
    addVariables(this, values);
    new FluxKustomization(this, 'Components', values, {
      name: FLUX.components,
      path: concat(flux.platformPath, '/components'),
      sourceKind: flux.kind,
      // A Helm release takes its time to come up, and what follows needs the definitions that it brings.
      wait: true,
      timeout: '15m',
      retryInterval: '2m',
      condition: components.any,
    });
    new FluxKustomization(this, 'Platform', values, {
      name: FLUX.platform,
      path: flux.platformPath,
      sourceKind: flux.kind,
      // Ready with its certificate. Nothing waits for it: a certificate that is late keeps no model from its rollback.
      wait: true,
      timeout: '5m',
      retryInterval: '1m',
      more: { dependsOn: when(components.any, [{ name: FLUX.components, readyExpr: WAS_READY_ONCE }]) },
    });
    new FluxKustomization(this, 'Tenants', values, {
      name: FLUX.tenants,
      path: concat(flux.path, '/tenants'),
      sourceKind: flux.kind,
      // It holds the Kustomizations or releases of models: with them it would be unready whenever one model is.
      wait: false,
      timeout: '5m',
      retryInterval: '1m',
      more: {
        // A HelmRelease cannot wait for the components itself. Kustomizations of models do, each for itself.
        dependsOn: when(and(not(equal(charts.kind, '')), components.any), [{ name: FLUX.components, readyExpr: WAS_READY_ONCE }]),
        postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: FLUX.variables }] },
      },
    });
    new ChartSource(this, 'Charts', values);
    // Apart, because the controllers of its kinds are an option of Flux: where they are missing, nothing else is held up.
    new FluxKustomization(this, 'ImageUpdates', values, {
      name: FLUX.imageUpdates,
      path: concat(flux.path, '/image-updates'),
      sourceKind: flux.kind,
      wait: true,
      timeout: '3m',
      retryInterval: '1m',
      condition: not(equal(imageUpdates.url, '')),
    });
  }
}

/** The one object of the tree in which the root replaces variables; models take them from here. */
function addVariables(scope: Construct, values: Values): void {
  const { annotations, ...metadata } = platformMetadata(values, FLUX.variables, FLUX.namespace);
  addKubeObject<k8s.KubeConfigMapProps>(scope, 'Variables', k8s.KubeConfigMap.GVK, {
    metadata: { ...metadata, annotations: { 'plumbline/source': annotations['plumbline/source'] } },
    data: { ...spread(values.variables), environment: values.environment.name },
  });
}
