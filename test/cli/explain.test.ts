import { plumbline } from '../helpers/plumbline';
import { environmentSpec, modelSpec, writeRepository } from '../helpers/repository';
import { readTree, temporaryFolder, writeFiles } from '../helpers/temporary-folder';

describe('plumbline explain', () => {
  const root = temporaryFolder();
  const FILE = 'dist/models/dev/churn.yaml';
  const explain = (...args: readonly string[]) => plumbline(root(), ['explain', ...args]);

  beforeEach(() => {
    writeRepository(root());
    writeFiles(root(), { 'models/churn.yaml': modelSpec('churn', 'scaling: { max: 12 }\nenvironments: { dev: { endpoint: { timeoutSeconds: 20 } } }') });
    plumbline(root(), ['synth']);
  });

  /** The place of the first line with a text. */
  const lineWith = (text: string) => `${FILE}:${readTree(root())[FILE].split('\n').findIndex((line) => line.includes(text)) + 1}`;

  test('leads from a line to the field of the spec, and its documentation', () => {
    expect(explain(lineWith('maxReplicas')).stdout).toBe(`HorizontalPodAutoscaler churn, spec.maxReplicas: 12
made from
  scaling.max = 12: models/churn.yaml:8:19 (spec.scaling.max)
    Pods under full load.
`);
  });

  test('names a default', () => {
    expect(explain(lineWith('minReplicas')).stdout).toContain('scaling.min = 2: the schema\'s default of spec.scaling.min; no file says otherwise');
  });

  test('leads to every field that a computed value is made from', () => {
    expect(explain(lineWith('cpu: 2250m')).stdout).toMatch(/gateway.cpuMillicores = 250.*\n.*\n {2}workers.cores = 2: models\/churn.yaml:7:21/);
  });

  test('leads into the JSON of a text, and to an override', () => {
    expect(explain(lineWith('"timeoutSeconds"')).stdout).toBe(`ConfigMap churn, data.config.json.http.timeoutSeconds: 20
made from
  endpoint.timeoutSeconds = 20: models/churn.yaml:9:54 (spec.environments.dev.endpoint.timeoutSeconds)
    Seconds from a request's acceptance to its answer, waiting included.
`);
  });

  test('says why a line is there at all', () => {
    expect(explain(lineWith('azure.workload.identity/use')).stdout).toContain('is there because of\n  identity.enabled = on');
  });

  test('says of a fixed line that it is Plumbline\'s, and by which construct', () => {
    expect(explain(lineWith('runAsNonRoot')).stdout).toContain('set by Plumbline, whatever the specs say (construct ScoringService/Deployment/Resource');
  });

  test('takes an object and a path', () => {
    expect(explain('Deployment/churn', 'spec.template.spec.containers[0].image').stdout).toContain('image.tag = 1.0.0: models/churn.yaml:6:10 (spec.image)');
  });

  test('knows the version of a chart that Flux installs, which is made of the chart', () => {
    const path = 'environments/dev.yaml';
    writeFiles(root(), { [path]: readTree(root())[path].replace('gitops: {', 'gitops: { deliver: chart-oci,') });
    plumbline(root(), ['synth']);
    const [file, text] = Object.entries(readTree(root())).find(([name, content]) => name.startsWith('dist/clusters/dev/tenants/models/') && content.includes('HelmRelease'))!;
    const lines = text.split('\n');
    const at = lines.findIndex((line) => /^ +version: /.test(line));
    expect(explain(`${file}:${at + 1}`).stdout).toContain(`HelmRelease model-churn, spec.chart.spec.version: ${lines[at].trim().slice('version: '.length).replaceAll('"', '')}\n`);
  });

  describe('of a Helm chart', () => {
    const place = (file: string, text: string) => `${file}:${readTree(root())[file].split('\n').findIndex((line) => line.includes(text)) + 1}`;
    const chart = (file: string, text: string) => explain(place(`dist/charts/churn/${file}`, text)).stdout;

    beforeEach(() => {
      writeFiles(root(), { 'environments/dev.yaml': environmentSpec('dev', 'charts: true'), 'environments/prod.yaml': environmentSpec('prod', 'charts: true') });
      expect(plumbline(root(), ['synth'])).toMatchObject({ exitCode: 0 });
    });

    test('leads from a template to the field of the spec', () => {
      expect(chart('templates/horizontal-pod-autoscaler.yaml', 'maxReplicas')).toContain('made from\n  scaling.max = 12: models/churn.yaml:8:19 (spec.scaling.max)\n    Pods under full load.\n');
    });

    test('tells each environment where they differ', () => {
      const said = chart('templates/config-map.yaml', 'config.json');
      expect(said).toContain('  endpoint.timeoutSeconds in dev = 20: models/churn.yaml:9:54 (spec.environments.dev.endpoint.timeoutSeconds)\n');
      expect(said).toContain('  endpoint.timeoutSeconds in prod = 30: the schema\'s default of spec.endpoint.timeoutSeconds; no file says otherwise\n');
    });

    test('leads from a line of the values, or of the comment above it, to the spec', () => {
      expect(chart('values.yaml', '  max: 12')).toContain('made from\n  scaling.max = 12: models/churn.yaml:8:19');
      expect(chart('values.yaml', '-- Owning team')).toContain('made from\n  team = pricing: models/churn.yaml:3');
      expect(chart('values-prod.yaml', 'host:')).toContain('endpoint.host = prod.models.contoso.com: environments/prod.yaml:');
    });

    test('leads from a line of Chart.yaml to the spec', () => {
      expect(chart('Chart.yaml', 'appVersion')).toContain('made from\n  version = 1.0.0: models/churn.yaml:3');
    });

    test('says in a sentence where a file is made as a whole', () => {
      expect(explain('dist/charts/churn/values.schema.json:3').stderr).toMatch(/^error: dist\/charts\/churn\/values.schema.json is made from .*\n$/);
    });
  });

  describe('of parameters for Bicep', () => {
    const FILE_OF_BICEP = 'bicep/environments/dev.bicepparam';
    const parameter = (text: string) => explain(`${FILE_OF_BICEP}:${readTree(root())[FILE_OF_BICEP].split('\n').findIndex((line) => line.includes(text)) + 1}`).stdout;

    test('leads to the environment\'s field', () => {
      expect(parameter('kubernetesVersion:')).toMatch(/clusterSettings\.kubernetesVersion: 1\.36\nmade from\n {2}spec\.cluster\.kubernetesVersion = 1\.36: environments\/dev\.yaml:5:\d+\n/);
    });

    test('names what of the models plans the nodes, and no more', () => {
      const said = parameter('minCount: 2');
      expect(said).toContain('  scaling.min = as each model has it: models/churn.yaml and models/fraud.yaml\n');
      expect(said).not.toContain('endpoint.path');
    });

    test('says of a parameter that nothing is given for where it would be given', () => {
      expect(parameter('param dnsSettings')).toContain('environments/dev.yaml says nothing that this is for');
    });
  });

  test('reports to machines', () => {
    const { object, reasons } = JSON.parse(explain(lineWith('maxReplicas'), '--json').stdout) as { object: string; reasons: { field: string }[] };
    expect({ object, fields: reasons.map(({ field }) => field) }).toEqual({ object: 'HorizontalPodAutoscaler churn', fields: ['scaling.max'] });
  });

  test.each([
    ['a file that is not there', ['nofile.yaml:1'], 'there is no file nofile.yaml; run npx projen synth, or look at its name again'],
    ['a file of another kind', ['models/churn.yaml:1'], 'models/churn.yaml is no rendered file; they are in dist/'],
    ['a list of files', ['dist/platform/dev/kustomization.yaml:1'], 'dist/platform/dev/kustomization.yaml is the list of what Flux applies from its folder; it follows from the files that are rendered'],
    ['a line of parameters where none stands', ['bicep/environments/dev.bicepparam:2'], 'no parameter stands on line 2 of bicep/environments/dev.bicepparam'],
    ['a line where nothing stands', [`${FILE}:1`], `no field stands on line 1 of ${FILE}`],
    ['a line beyond the end', [`${FILE}:99999`], `no field stands on line 99999 of ${FILE}`],
    ['an object that is not there', ['Foo/bar', 'spec.x'], 'no model has an object Foo/bar; --model names the model'],
    ['half of a place', ['Deployment'], 'say a place, dist/models/dev/churn.yaml:42, or an object and a path, Deployment/churn spec.replicas'],
    ['a field that is not there', ['Deployment/churn', 'spec.replicas'], 'Deployment churn has no field spec.replicas by what the specs say now; run npx projen synth, or look at the path again'],
  ])('refuses %s in a sentence', (_what, args, message) => {
    expect(explain(...args)).toEqual({ exitCode: 1, stdout: '', stderr: `error: ${message}\n` });
  });
});

/** Every line of a rendered file is somebody's. */
test('explains each line of a model\'s file', async () => {
  const { pathOfLine } = await import('../../src/review/explain/line-path');
  const text = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: churn\nspec:\n  ports:\n    - name: http\n      port: 80\n  type: ClusterIP\n';
  expect(text.trimEnd().split('\n').map((_line, index) => pathOfLine(text, index + 1)?.path.join('.')))
    .toEqual(['apiVersion', 'kind', 'metadata', 'metadata.name', 'spec', 'spec.ports', 'spec.ports.0.name', 'spec.ports.0.port', 'spec.type']);
});
