import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { ROOT } from './bicep-cli';
import type { Resource } from './predicted';

interface GitSource {
  readonly url: string;
  readonly repositoryRef: { readonly branch: string };
  readonly syncIntervalInSeconds: number;
  readonly timeoutInSeconds: number;
}

interface Applied {
  readonly path: string;
  readonly prune: boolean;
  readonly force: boolean;
  readonly syncIntervalInSeconds: number;
  readonly retryIntervalInSeconds: number;
  readonly timeoutInSeconds: number;
  readonly postBuild: { readonly substitute: Readonly<Record<string, string>> };
}

interface Configuration {
  readonly namespace: string;
  readonly scope: string;
  readonly sourceKind: string;
  readonly gitRepository: GitSource;
  readonly kustomizations: Readonly<Record<string, Applied>>;
}

interface Inner {
  readonly resources: Readonly<Record<string, { readonly condition?: string }>>;
}

interface Compiled {
  readonly resources: Readonly<Record<string, { readonly properties: { readonly template: Inner } }>>;
}

interface Bootstrapped {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

const seconds = (duration: unknown) => Number(/^(\d+)m$/.exec(String(duration))![1]) * 60;

describe.each(['dev', 'production'])('what AKS\'s extension makes of %s', (environment) => {
  const predicted = JSON.parse(readFileSync(join(ROOT, `test/bicep/golden/environment-${environment}.json`), 'utf8')) as Resource[];
  const found = predicted.find(({ type }) => type === 'Microsoft.KubernetesConfiguration/fluxConfigurations')!;
  const configuration = found.properties as unknown as Configuration;
  const [[name, kustomization]] = Object.entries(configuration.kustomizations);
  const tree = join(ROOT, 'dist/clusters', environment);
  const objects = loadAll(readFileSync(join(tree, 'bootstrap.yaml'), 'utf8')) as Bootstrapped[];
  const source = objects.find(({ kind }) => kind !== 'Kustomization')!;
  const root = objects.find(({ kind }) => kind === 'Kustomization')!;

  test('has the names that bootstrap.yaml has, and that the tree refers to', () => {
    expect([found.name, `${found.name}-${name}`, configuration.namespace]).toEqual([source.metadata.name, root.metadata.name, root.metadata.namespace]);
    expect(configuration).toMatchObject({ scope: 'cluster', sourceKind: source.kind });
  });

  test('follows what bootstrap.yaml follows, as often', () => {
    const { url, repositoryRef, syncIntervalInSeconds, timeoutInSeconds } = configuration.gitRepository;
    expect({ url, ref: repositoryRef, interval: syncIntervalInSeconds, timeout: timeoutInSeconds })
      .toEqual({ url: source.spec.url, ref: source.spec.ref, interval: seconds(source.spec.interval), timeout: seconds(source.spec.timeout) });
  });

  test('applies as bootstrap.yaml does', () => {
    const { path, prune, force, syncIntervalInSeconds, retryIntervalInSeconds, timeoutInSeconds } = kustomization;
    expect({ path: `./${path}`, prune, force, interval: syncIntervalInSeconds, retryInterval: retryIntervalInSeconds, timeout: timeoutInSeconds }).toEqual({
      path: root.spec.path,
      prune: root.spec.prune,
      force: root.spec.force,
      interval: seconds(root.spec.interval),
      retryInterval: seconds(root.spec.retryInterval),
      timeout: seconds(root.spec.timeout),
    });
  });

  test('gives a value to every variable of the tree, as the ConfigMap of the other ways does', () => {
    const variables = [...readFileSync(join(tree, 'config-map.yaml'), 'utf8').matchAll(/\$\{(\w+)\}/g)].map(([, variable]) => variable);
    expect(variables.filter((variable) => !Object.keys(kustomization.postBuild.substitute).includes(variable))).toEqual([]);
    expect(root.spec.postBuild).toEqual({ substituteFrom: [{ kind: 'ConfigMap', name: 'plumbline-infrastructure', optional: true }] });
  });
});

test('points Flux at nothing where signatures are asked for, whose keys only bootstrap.yaml names', () => {
  const { resources } = JSON.parse(readFileSync(join(ROOT, 'bicep/main.json'), 'utf8')) as Compiled;
  expect(resources.flux.properties.template.resources.configuration.condition).toBe('[not(parameters(\'settings\').verified)]');
});
