import { Construct } from 'constructs';
import { concat, type Reference } from '../expression';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { ClusterValues } from '../spec/cluster-values';

const NAME = 'plumbline-images';

/** Every image of a pod, or of what pods are made from. */
const IMAGES = '(variables.pod.containers + (has(variables.pod.initContainers) ? variables.pod.initContainers : []) '
  + '+ (has(variables.pod.ephemeralContainers) ? variables.pod.ephemeralContainers : [])).map(c, c.image)';

/**
 * Which images may run in the namespaces of models, judged by the API server itself
 * (https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/): from the registries that the specs name, and by a tag
 * that says which release, or a digest. Deployments are judged too, so that Flux hears of it and the old pods stay.
 *
 * The registries stand in the policy itself: an API server that has once had no binding to parameters in a ConfigMap goes by what that held then,
 * until it is started anew (https://github.com/kubernetes/kubernetes/issues/130887). Switched off and on again, the policy would refuse what it allows.
 */
export class ImagePolicy extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ClusterValues>) {
    super(scope, id);
    addKubeObject(this, 'Policy', { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy' }, {
      metadata: platformMetadata(values, NAME),
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['pods', 'pods/ephemeralcontainers'] },
            { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments'] },
          ],
        },
        variables: [
          { name: 'pod', expression: 'object.kind == "Pod" ? object.spec : object.spec.template.spec' },
          { name: 'images', expression: IMAGES },
          { name: 'prefixes', expression: concat('"', values.imagePrefixes, '".split(" ").filter(p, p != "")') },
          {
            name: 'strangers',
            expression: 'variables.images.filter(i, !variables.prefixes.exists(p, i.startsWith(p)))',
          },
          {
            name: 'vague',
            // A tag stands behind the last colon, and no slash behind it (that colon is a port's).
            expression: 'variables.images.filter(i, !i.contains("@sha256:") && (i.endsWith(":latest") || !i.matches(":[A-Za-z0-9_][A-Za-z0-9_.-]*$")))',
          },
        ],
        validations: [
          {
            expression: 'variables.strangers.size() == 0',
            messageExpression: '"images have to come from one of " + variables.prefixes.join(", ") + "; not so " + variables.strangers.join(", ")',
            reason: 'Forbidden',
          },
          {
            expression: 'variables.vague.size() == 0',
            messageExpression: '"images need a tag other than latest, or a digest; not so " + variables.vague.join(", ")',
            reason: 'Forbidden',
          },
        ],
      },
    });
    addKubeObject(this, 'Binding', { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding' }, {
      metadata: platformMetadata(values, NAME),
      spec: {
        policyName: NAME,
        matchResources: { namespaceSelector: { matchExpressions: [{ key: 'plumbline/team', operator: 'Exists' }] } },
        validationActions: ['Deny'],
      },
    });
  }
}
