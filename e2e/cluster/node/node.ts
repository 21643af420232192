import { AZURE } from './azure';
import { azurite } from './azurite';
import { baseObjects, definitions } from './base-objects';
import { CERT_MANAGER } from './cert-manager';
import { CONTAINERD } from './containerd';
import { COREDNS } from './coredns';
import { importOwnImages } from './images';
import { KUBE_PROXY } from './kube-proxy';
import { KUBELET, NODE_NAME } from './kubelet';
import { METRICS_SERVER } from './metrics-server';
import { PEBBLE } from './pebble';
import { REGISTRY } from './registry';
import { TRAEFIK } from './traefik';
import type { Programs } from '../../tools/build';
import { machineOf, type Component, type Surroundings } from '../component';
import type { Kubectl } from '../kubectl';

const WITH_CONTROL_PLANE: readonly Component[] = [CONTAINERD, REGISTRY, KUBELET, KUBE_PROXY, COREDNS, PEBBLE, METRICS_SERVER, AZURE];
/** These look for their kinds when they start. */
const AFTER_DEFINITIONS: readonly Component[] = [TRAEFIK, CERT_MANAGER];

/** Names of the programs of a node, of those that are built. */
export const NODE_PROGRAMS: readonly string[] = [
  ...[...WITH_CONTROL_PLANE, ...AFTER_DEFINITIONS].filter(({ command }) => command === undefined).map(({ name }) => name), 'cert-manager-acmesolver',
];

export interface NodeOptions {
  readonly programs: Programs;
  readonly kubectl: Kubectl;
  /** Path of Azurite's Blob service. */
  readonly azuriteMain: string;
  readonly controlPlane: readonly Component[];
  readonly start: (components: readonly Component[]) => Promise<void>;
}

/** Brings the control plane up and a real node with what surrounds it, and waits until all of it can be used. */
export async function startNode(surroundings: Surroundings, { programs, kubectl, azuriteMain, controlPlane, start }: NodeOptions): Promise<void> {
  await start([...controlPlane, ...WITH_CONTROL_PLANE, azurite(azuriteMain)]);
  const apply = (items: readonly object[]) =>
    kubectl.run(['apply', '--server-side', '--force-conflicts', '-f', '-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) });
  const images = importOwnImages(machineOf(surroundings), surroundings.directory, programs);
  await apply(await definitions());
  await kubectl.run(['wait', 'crd', '--all', '--for=condition=Established', '--timeout=60s']);
  await Promise.all([images, apply(baseObjects(surroundings))]);
  await start(AFTER_DEFINITIONS);
  await kubectl.run(['wait', `node/${NODE_NAME}`, '--for=condition=Ready', '--timeout=90s']);
  // While an aggregated API is not there, no namespace can be deleted.
  await kubectl.run(['wait', 'apiservice/v1beta1.metrics.k8s.io', '--for=condition=Available', '--timeout=90s']);
}
