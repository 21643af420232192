import { connect, type Connection } from './connection';
import { Footprint } from './footprint';
import { unitsIn } from './rendered';
import { throwawaySpecs } from './sample-specs';
import type { KubernetesObject } from '../kubernetes/api';

interface PodSpec {
  readonly containers: readonly Container[];
  readonly volumes?: readonly object[];
  readonly securityContext?: object;
  readonly [field: string]: unknown;
}

interface Container {
  readonly securityContext?: { readonly capabilities?: object; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

const models = unitsIn('production', throwawaySpecs()).filter(({ path }) => path.startsWith('dist/models/'));

/** Changes to the first container's security context. */
const secured = (changes: object) => (spec: PodSpec): PodSpec => {
  const [first, ...rest] = spec.containers;
  return { ...spec, containers: [{ ...first, securityContext: { ...first.securityContext, ...changes } }, ...rest] };
};

/** What Pod Security "restricted" forbids: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
const VIOLATIONS: readonly (readonly [string, (spec: PodSpec) => PodSpec])[] = [
  ['a privileged container', secured({ privileged: true, allowPrivilegeEscalation: true })],
  ['privilege escalation', secured({ allowPrivilegeEscalation: true })],
  ['root', secured({ runAsUser: 0 })],
  ['an added capability', secured({ capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } })],
  ['kept capabilities', secured({ capabilities: {} })],
  ['no seccomp profile', secured({ seccompProfile: { type: 'Unconfined' } })],
  ["the host's network", (spec) => ({ ...spec, hostNetwork: true })],
  ["the host's processes", (spec) => ({ ...spec, hostPID: true })],
  ['a folder of the host', (spec) => ({ ...spec, volumes: [...spec.volumes ?? [], { name: 'host', hostPath: { path: '/' } }] })],
];

describe('a rendered namespace', () => {
  let cluster: Connection;
  let footprint: Footprint;

  beforeAll(async () => {
    cluster = await connect();
    footprint = new Footprint(cluster.api);
    for (const { objects } of models) {
      await footprint.place(one(objects, 'Namespace'));
      await footprint.place(one(objects, 'ServiceAccount'));
    }
  });

  afterAll(async () => {
    await footprint?.remove();
  });

  test.each(models.map(({ path, objects }) => [path, objects] as const))('admits the pods of %s', async (_, objects) => {
    await expect(cluster.api.create(podOf(objects), { dryRun: true })).resolves.toMatchObject({ warnings: [] });
  });

  test.each(VIOLATIONS)('refuses a pod with %s', async (_, violate) => {
    const pod = podOf(models[0].objects);
    const violating = { ...pod, spec: violate(pod.spec as PodSpec) };
    await expect(cluster.api.create(violating, { dryRun: true })).rejects.toThrow(/violates PodSecurity "restricted:v1\.\d+"/);
  });
});

function one(objects: readonly KubernetesObject[], kind: string): KubernetesObject {
  const [found, ...others] = objects.filter((object) => object.kind === kind);
  if (found === undefined || others.length > 0) { throw new Error(`there is not one ${kind} but ${others.length + (found ? 1 : 0)}`); }
  return found;
}

/** A pod as the Deployment's controller would make it. */
function podOf(objects: readonly KubernetesObject[]): KubernetesObject {
  const deployment = one(objects, 'Deployment');
  const { template } = deployment.spec as { template: { metadata: object; spec: PodSpec } };
  const { name, namespace } = deployment.metadata;
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...template.metadata, name: `${name}-0`, namespace }, spec: template.spec };
}
