import { shardChart } from '../../src/charts/flux-charts';
import { resolveCluster } from '../../src/spec/resolve/resolve-cluster';
import { validateManifest } from '../helpers/kubernetes-schemas/validate-manifest';
import { type Manifest, synthesize } from '../helpers/manifests';
import { ENVIRONMENT, MODEL, repositoryOf } from '../helpers/specs';

const GITOPS = 'url: "https://github.com/contoso/scoring"';

/** The Kustomizations of an environment's models. */
function kustomizations(gitops: string, edit: (model: string) => string = (model) => model): Manifest[] {
  const { environments, placements, errors } = repositoryOf(edit(MODEL), `${ENVIRONMENT}  gitops: { ${gitops} }\n`);
  expect(errors).toEqual([]);
  const { shards } = resolveCluster(environments[0], placements.map(({ values }) => values));
  return shards.flatMap((values) => synthesize((app) => shardChart(app, values as never))).filter(({ kind }) => kind === 'Kustomization');
}

interface Spec {
  readonly dependsOn: readonly { readonly name: string }[];
  readonly postBuild: { readonly substitute?: Readonly<Record<string, string>> };
}

const specOf = (manifest: Manifest): Spec => manifest.spec as Spec;

describe('the Kustomization of models', () => {
  test.each([['of one', GITOPS], ['of several', `${GITOPS}, shards: 2`]])('is accepted by the schema of its kind: %s', (_what, gitops) => {
    expect(kustomizations(gitops).flatMap((object) => validateManifest(object, '1.36'))).toEqual([]);
  });

  test.each([['of one', GITOPS], ['of several', `${GITOPS}, shards: 2`]])('waits for the components and for nothing that grows with the fleet: %s', (_what, gitops) => {
    expect(kustomizations(gitops).map((object) => specOf(object).dependsOn.map(({ name }) => name))).toEqual([['plumbline-components']]);
  });

  test('is another object when a model of its shard has another namespace', () => {
    const [before] = kustomizations(`${GITOPS}, shards: 2`);
    const [after] = kustomizations(`${GITOPS}, shards: 2`, (model) => model.replace('name: churn', 'name: churn-2'));
    expect(specOf(after).postBuild.substitute).not.toEqual(specOf(before).postBuild.substitute);
  });

  test('stays as it is when a model has another version', () => {
    const [before] = kustomizations(`${GITOPS}, shards: 2`);
    const [after] = kustomizations(`${GITOPS}, shards: 2`, (model) => model.replaceAll('1.0.0', '9.9.9'));
    expect(after).toEqual(before);
  });

  test('has no word for its places where there is one model', () => {
    expect(specOf(kustomizations(GITOPS)[0]).postBuild.substitute).toBeUndefined();
  });
});
