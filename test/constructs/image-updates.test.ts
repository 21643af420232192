import { imageUpdatesChart, watchedImageChart } from '../../src/charts/flux-charts';
import { resolveCluster, type ResolvedCluster } from '../../src/spec/resolve/resolve-cluster';
import { validateManifest } from '../helpers/kubernetes-schemas/validate-manifest';
import { type Manifest, synthesize } from '../helpers/manifests';
import { ENVIRONMENT, MODEL, repositoryOf } from '../helpers/specs';

const model = MODEL.replace('image: ', 'image: contososcoring.azurecr.io/');

function resolved(gitops: string): ResolvedCluster {
  const { environments, placements, errors } = repositoryOf(model, `${ENVIRONMENT}  gitops: { ${gitops} }\n`);
  expect(errors).toEqual([]);
  return resolveCluster(environments[0], placements.map(({ values }) => values));
}

const updates = 'imageUpdates: { models: { churn: 1.x }, secretName: push }';
const automation = (gitops: string): Manifest[] => {
  const { cluster } = resolved(gitops);
  return synthesize((app) => imageUpdatesChart(app, cluster as never));
};
const images = (gitops: string): Manifest[] =>
  resolved(gitops).watchedImages.flatMap((values) => synthesize((app) => watchedImageChart(app, values as never)));
const GIT = `url: "https://github.com/contoso/scoring", ${updates}`;

describe('image updates', () => {
  test('are accepted by the schemas of their kinds', () => {
    expect([...automation(GIT), ...images(GIT)].flatMap((object) => validateManifest(object, '1.36'))).toEqual([]);
  });

  test('are pushed to a branch of their own, with credentials of their own', () => {
    const [specs, { spec }] = automation(GIT);
    expect(specs.spec).toMatchObject({ url: 'https://github.com/contoso/scoring', ref: { branch: 'main' }, secretRef: { name: 'push' } });
    expect((spec as { git: object }).git).toMatchObject({ checkout: { ref: { branch: 'main' } }, push: { branch: 'plumbline/images-production' } });
  });

  test('change specs and nothing else', () => {
    expect((automation(GIT)[1].spec as { update: object }).update).toEqual({ strategy: 'Setters', path: './models' });
  });

  test('change the specs of a project that lies in a folder of its repository', () => {
    const inside = automation(`path: scoring/dist/clusters/production, ${GIT}`);
    expect((inside[1].spec as { update: { path: string } }).update.path).toBe('./scoring/models');
  });

  test('change the specs in Git where Flux follows a registry', () => {
    const oci = 'source: oci, url: "oci://contososcoring.azurecr.io/flux/production"';
    expect(automation(`${oci}, imageUpdates: { models: { churn: 1.x }, secretName: push, url: "https://github.com/contoso/specs" }`)[0].spec)
      .toMatchObject({ url: 'https://github.com/contoso/specs' });
  });

  test('look for the policies of their own environment', () => {
    expect((automation(GIT)[1].spec as { policySelector: object }).policySelector).toEqual({ matchLabels: { 'plumbline/environment': 'production' } });
    expect(images(GIT)[1].metadata.labels).toMatchObject({ 'plumbline/environment': 'production' });
  });

  test('watch the registry as the environment signs in to it', () => {
    expect(images(GIT)[0]).toMatchObject({ kind: 'ImageRepository', metadata: { name: 'churn.production' }, spec: { image: 'contososcoring.azurecr.io/r-scoring/churn', provider: 'azure' } });
  });

  test('pin the digest of the newest version in the range', () => {
    expect(images(GIT)[1].spec).toMatchObject({ policy: { semver: { range: '1.x' } }, digestReflectionPolicy: 'IfNotPresent' });
  });
});
