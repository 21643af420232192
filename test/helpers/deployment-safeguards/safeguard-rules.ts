import { quantityAmount } from './quantity';
import { nameOf, podOf, type RenderedObject, type SafeguardedContainer } from './rendered-object';

/** A safeguard; `check` answers what breaks it, each with the object's name. */
export interface SafeguardRule {
  /** As the table "Deployment Safeguards policies" of the documentation names it. */
  readonly rule: string;
  /**
   * deny: level Enforce refuses the object, unless one of its mutators repairs it first.
   * warn: level Enforce takes the object and rewrites it, so that the cluster differs from what was rendered.
   */
  readonly severity: 'deny' | 'warn';
  readonly check: (objects: readonly RenderedObject[]) => readonly string[];
}

const SPREAD_KINDS = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];
const LABELLED_KINDS = ['Deployment', 'Node', 'Pod', 'ReplicaSet', 'Service', 'StatefulSet'];
const IN_TREE_PROVISIONERS = ['kubernetes.io/azure-disk', 'kubernetes.io/azure-file'];
/** Below these the mutator of resource requests raises requests and limits. */
const MINIMUM = { cpu: '100m', memory: '100Mi' } as const;
const RESOURCES = ['cpu', 'memory'] as const;

function eachContainer(
  objects: readonly RenderedObject[], withInitContainers: boolean, check: (container: SafeguardedContainer) => readonly string[],
): string[] {
  return objects.flatMap((object) => {
    const spec = podOf(object)?.spec;
    const containers = [...(withInitContainers ? spec?.initContainers ?? [] : []), ...spec?.containers ?? []];
    return containers.flatMap((container) => check(container).map((message) => `${nameOf(object)}: container ${container.name} ${message}`));
  });
}

/** No tag, or latest; a digest pins the image whatever its tag. */
function isLatest(image: string): boolean {
  const [name, digest] = image.split('@');
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  return digest === undefined && (tag === undefined || tag === 'latest');
}

/** Replicas of a workload at its largest. */
function replicas(workload: RenderedObject, objects: readonly RenderedObject[]): number {
  const autoscaled = objects
    .filter(({ kind, metadata, spec }) => kind === 'HorizontalPodAutoscaler' && metadata.namespace === workload.metadata.namespace
      && spec?.scaleTargetRef?.kind === workload.kind && spec.scaleTargetRef.name === workload.metadata.name)
    .map(({ spec }) => spec?.maxReplicas ?? 1);
  return Math.max(workload.spec?.replicas ?? 1, ...autoscaled);
}

function missingSpread(objects: readonly RenderedObject[]): string[] {
  return objects.filter((object) => {
    const pod = podOf(object)?.spec;
    const isSpread = (pod?.topologySpreadConstraints?.length ?? 0) > 0 || pod?.affinity?.podAntiAffinity !== undefined;
    return SPREAD_KINDS.includes(object.kind) && !isSpread && replicas(object, objects) > 1;
  }).map((object) => `${nameOf(object)}: has ${replicas(object, objects)} replicas and neither podAntiAffinity nor topologySpreadConstraints`);
}

function reservedLabels(objects: readonly RenderedObject[]): string[] {
  return objects.filter(({ kind }) => LABELLED_KINDS.includes(kind)).flatMap((object) => {
    const labels = { ...object.metadata.labels, ...podOf(object)?.metadata?.labels };
    return Object.keys(labels)
      .filter((key) => key.startsWith('kubernetes.azure.com'))
      .map((key) => `${nameOf(object)}: label ${key} is reserved for AKS`);
  });
}

function sharedSelectors(objects: readonly RenderedObject[]): string[] {
  const services = objects.filter(({ kind, spec }) => kind === 'Service' && Object.keys(spec?.selector ?? {}).length > 0);
  const identity = ({ metadata, spec }: RenderedObject): string => JSON.stringify([metadata.namespace, Object.entries(spec?.selector ?? {}).sort()]);
  return services.flatMap((service, index) => services.slice(0, index)
    .filter((earlier) => identity(earlier) === identity(service))
    .map((earlier) => `${nameOf(service)}: has the selector of ${nameOf(earlier)}`));
}

function missingRequests({ resources }: SafeguardedContainer): string[] {
  // Without a request, the API server takes the limit for it.
  return RESOURCES
    .filter((resource) => resources?.requests?.[resource] === undefined && resources?.limits?.[resource] === undefined)
    .map((resource) => `has no ${resource} request`);
}

function rewrittenResources({ resources }: SafeguardedContainer): string[] {
  const low = RESOURCES.flatMap((resource) => (['requests', 'limits'] as const).flatMap((field) => {
    const amount = resources?.[field]?.[resource];
    const isLow = amount !== undefined && quantityAmount(amount) < quantityAmount(MINIMUM[resource]);
    return isLow ? [`has ${resource} ${amount} in ${field}, raised to ${MINIMUM[resource]}`] : [];
  }));
  const isHalf = resources?.requests?.cpu !== undefined && resources.limits?.cpu === undefined;
  return isHalf ? [...low, 'has a cpu request without a limit, which the mutator makes equal'] : low;
}

/**
 * The table of https://learn.microsoft.com/azure/aks/deployment-safeguards#deployment-safeguards-policies, as of June 2026. Fields and kinds
 * are those of the policies in initiative c047ea8e-9c78-49b2-958b-37e56d291a44 (https://github.com/Azure/azure-policy).
 * "Reserved System Pool Taints" concerns Nodes too, of which every one is refused below.
 * Not checked: "Kubernetes cluster containers should only use allowed images", whose pattern is a parameter of the cluster.
 */
export const SAFEGUARD_RULES: readonly SafeguardRule[] = [
  {
    rule: 'Cannot Edit Individual Nodes',
    severity: 'deny',
    check: (objects) => objects.filter(({ kind }) => kind === 'Node').map((node) => `${nameOf(node)}: nodes are edited through their pool`),
  },
  {
    rule: 'Kubernetes cluster containers CPU and memory resource requests must be defined',
    severity: 'deny',
    check: (objects) => eachContainer(objects, true, missingRequests),
  },
  {
    rule: 'Kubernetes cluster containers CPU and memory resource requests must be defined',
    severity: 'warn',
    check: (objects) => eachContainer(objects, true, rewrittenResources),
  },
  { rule: 'Must Have Anti Affinity Rules or topologySpreadConstraintsSet', severity: 'deny', check: missingSpread },
  { rule: 'No AKS Specific Labels', severity: 'deny', check: reservedLabels },
  {
    rule: 'Ensure cluster containers have readiness or liveness probes configured',
    severity: 'deny',
    check: (objects) => eachContainer(objects, false, (container) => (['readinessProbe', 'livenessProbe'] as const)
      .filter((probe) => container[probe] === undefined).map((probe) => `has no ${probe}`)),
  },
  {
    rule: 'Kubernetes clusters should use Container Storage Interface (CSI) driver StorageClass',
    severity: 'deny',
    check: (objects) => objects
      .filter(({ kind, provisioner }) => kind === 'StorageClass' && IN_TREE_PROVISIONERS.includes(provisioner ?? ''))
      .map((object) => `${nameOf(object)}: in-tree provisioner ${object.provisioner} is not allowed`),
  },
  { rule: 'Kubernetes cluster services should use unique selectors', severity: 'deny', check: sharedSelectors },
  {
    rule: 'Kubernetes cluster container images should not include latest image tag',
    severity: 'deny',
    check: (objects) => eachContainer(objects, true, ({ image }) => (isLatest(image) ? [`has image ${image}, which names no version`] : [])),
  },
];
