import { assembleRepository, formatProblem, type Repository } from '../../src/spec';
import { parseSpecFile } from '../../src/spec/parse-file';

/** A day on which Kubernetes 1.36 is supported. */
export const TODAY = '2026-11-23';

/** The shortest valid model, up to and with its image; fields of `spec` follow, indented by two. */
export const MODEL = `apiVersion: plumbline/v1
kind: Model
metadata: { name: churn, version: 1.0.0, team: crm }
spec:
  image: r-scoring/churn:1.0.0
`;

/** A short valid environment; fields of `spec` follow, indented by two. */
export const ENVIRONMENT = `apiVersion: plumbline/v1
kind: Environment
metadata: { name: production }
spec:
  cluster: { name: scoring, kubernetesVersion: "1.36", region: westeurope, resourceGroup: scoring }
  registry: { name: contososcoring }
  host: models.contoso.com
`;

/** A repository of texts: models/churn.yaml and environments/production.yaml where one is given, models/0.yaml and so on where there are more. */
export function repositoryOf(models: string | readonly string[], environments: string | readonly string[] = ENVIRONMENT): Repository {
  const texts = new Map<string, string>();
  for (const [folder, only, given] of [['environments', 'production', environments], ['models', 'churn', models]] as const) {
    if (typeof given === 'string') texts.set(`${folder}/${only}.yaml`, given);
    else given.forEach((text, index) => texts.set(`${folder}/${index}.yaml`, text));
  }
  const parsed = [...texts].map(([file, text]) =>
    parseSpecFile({ kind: file.startsWith('models/') ? 'Model' : 'Environment', file, bytes: new TextEncoder().encode(text) }));
  return assembleRepository(parsed, { today: TODAY, textOf: (file) => texts.get(file)! });
}

/** The errors of a repository, as a user reads them. */
export function errorsOf(models: string | readonly string[], environments?: string | readonly string[]): string[] {
  return repositoryOf(models, environments).errors.map(formatProblem);
}

/** The warnings of a repository, as a user reads them. */
export function warningsOf(models: string | readonly string[], environments?: string | readonly string[]): string[] {
  return repositoryOf(models, environments).warnings.map(formatProblem);
}
