import { App } from 'cdk8s';
import fc from 'fast-check';
import { ModelChart } from '../../src/charts/model-chart';
import { compile, symbolic, when } from '../../src/expression';
import { objectTemplates } from '../../src/render/object-template';
import type { ScoringValues } from '../../src/spec/values';
import { deploymentSafeguardViolations } from '../helpers/deployment-safeguards/deployment-safeguard-violations';
import type { RenderedObject } from '../helpers/deployment-safeguards/rendered-object';
import { type KubernetesVersion, validateManifest } from '../helpers/kubernetes-schemas/validate-manifest';
import { type Manifest, synthesize } from '../helpers/manifests';
import { podSecurityViolations } from '../helpers/pod-security/pod-security-violations';
import type { PodTemplate } from '../helpers/pod-security/pod-template';
import { anyScoringValues } from '../helpers/values-arbitraries';

const templates = objectTemplates((app) => new ModelChart(app, 'model', symbolic<ScoringValues>()))
  .map(({ condition, template }) => compile(when(condition, template)));

/** The one template, evaluated: what `synth` writes. */
const evaluated = (values: ScoringValues) => templates.map((evaluate) => evaluate(values)).filter((object) => object !== undefined) as Manifest[];
/** The constructs on known values, through cdk8s alone: what a team's own app gets. */
const constructed = (values: ScoringValues) => synthesize((app: App) => new ModelChart(app, 'model', values));

const byIdentity = (objects: Manifest[]) =>
  Object.fromEntries(objects.map((object) => [`${object.apiVersion}/${object.kind}/${object.metadata.name}`, object]));

const holds = (property: (values: ScoringValues) => void) => fc.assert(fc.property(anyScoringValues(), property), { numRuns: 200 });

describe('the chart of a model, for any values', () => {
  test('is the same as a template with values filled in and as constructs on known values', () => {
    holds((values) => expect(byIdentity(evaluated(values))).toEqual(byIdentity(constructed(values))));
  });

  test('is accepted by the schemas of the environment\'s Kubernetes version', () => {
    holds((values) => {
      const problems = evaluated(values).flatMap((object) => validateManifest(object, values.environment.kubernetesVersion as KubernetesVersion));
      expect(problems).toEqual([]);
    });
  });

  test('has pods that Pod Security restricted admits', () => {
    holds((values) => {
      const deployment = evaluated(values).find(({ kind }) => kind === 'Deployment') as unknown as { spec: { template: PodTemplate } };
      expect(podSecurityViolations(deployment.spec.template)).toEqual([]);
    });
  });

  test('breaks no deployment safeguard of AKS that denies', () => {
    holds((values) => {
      const violations = deploymentSafeguardViolations(evaluated(values) as unknown as RenderedObject[]);
      expect(violations.filter(({ severity }) => severity === 'deny')).toEqual([]);
    });
  });

  test('requests a whole core for every worker thread', () => {
    holds((values) => {
      const deployment = evaluated(values).find(({ kind }) => kind === 'Deployment');
      expect(deployment).toHaveProperty('spec.template.spec.containers.0.resources.requests.cpu', `${values.workers.cores * 1000 + values.gateway.cpuMillicores}m`);
    });
  });

  test('has no two objects of one kind and name', () => {
    holds((values) => {
      const objects = evaluated(values);
      expect(Object.keys(byIdentity(objects))).toHaveLength(objects.length);
    });
  });
});
