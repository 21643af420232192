import { Construct } from 'constructs';
import { and, concat, equal, not, type Reference, when } from '../expression';
import { FluxArtifact } from './flux-artifact';
import { FluxKustomization } from './flux-kustomization';
import { FLUX, WAS_READY_ONCE } from './flux-names';
import type { KubeObjectProps } from './kube-object';
import { teamAccount } from './team-account';
import type { ShardValues } from '../spec/cluster-values';

/**
 * The Kustomization of one model, or of some models of one team.
 *
 * Flux applies a Kustomization as a whole or, where the API server refuses one object, not at all: so what one file can hold up is what stands in
 * its shard. Removing the Kustomization itself removes nothing (`deletionPolicy`): a shard that is renamed leaves its models to its successor, and a
 * model that is deleted goes with its namespace, which is not in here.
 *
 * It depends on nothing that a fleet makes larger, and on nothing that has to be ready anew: with a Kustomization, Flux looks at all that it depends
 * on, each time, and while it looks at that, the dependent waits for its next try (30 s; dependency.Sort of fluxcd/pkg/runtime and checkDependencies of
 * kustomize-controller). So namespaces are no dependency. They are applied together with this object and before it (ReconcileOrder of fluxcd/pkg/ssa):
 * it comes after them on an empty cluster, and a model that joins a shard changes this object, so that Flux tries it again at that very moment.
 */
export class ModelShard extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ShardValues>, props: KubeObjectProps = {}) {
    super(scope, id);
    const { flux, name, sharded, afterComponents, places, artifact } = values;
    const hasArtifact = not(equal(artifact.url, ''));
    new FluxArtifact(this, 'Artifact', values, {
      name: artifact.name, url: artifact.url, flux, condition: props.condition === undefined ? hasArtifact : and(props.condition, hasArtifact),
    });
    new FluxKustomization(this, 'Kustomization', values, {
      name: concat(when(sharded, 'shard-', 'model-'), name),
      path: concat(flux.path, '/shards/', name),
      sourceKind: flux.kind,
      sourceName: when(hasArtifact, artifact.name, FLUX.source),
      ...props,
      wait: true,
      // A model that does not come up keeps a worker of Flux for as long; AKS's and upstream's default is four of them.
      timeout: '3m',
      retryInterval: '1m',
      more: {
        deletionPolicy: 'Orphan',
        serviceAccountName: teamAccount(values.team),
        dependsOn: when(afterComponents, [{ name: FLUX.components, readyExpr: WAS_READY_ONCE }]),
        postBuild: {
          // A variable that nothing contains: the Kustomization itself is another one as soon as the namespaces of its models are others.
          substitute: when(sharded, { plumbline_places: places }),
          substituteFrom: [{ kind: 'ConfigMap', name: FLUX.variables }],
        },
      },
    });
  }
}
