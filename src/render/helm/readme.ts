import type { HelmChart } from '../unit';
import { type DescribedValue, describedValues } from './described-values';

/** Longest default that is shown in the table. */
const LONGEST_DEFAULT = 80;

export function readme({ name, version, placements }: HelmChart): string {
  const [base] = placements;
  const environments = placements.map(({ environment }) => environment.name);
  return `# ${name}

${base.description === '' ? `Scoring service of the R model ${name}` : base.description}. Version ${version}, of team ${base.team}.

\`\`\`console
${environments.map((environment) => `helm upgrade --install ${name} . -f values-${environment}.yaml --namespace scoring-releases --create-namespace`).join('\n')}
helm test ${name} --namespace scoring-releases
\`\`\`

\`values.yaml\` holds the values of environment ${environments[0]}; ${files(environments)}
Helm records the release in a namespace that the models share (\`--namespace\`), while the chart makes the model's namespace (\`namespace\`) and labels it so that only
pods under Pod Security "restricted" run there. CPU, memory and the number of workers of a pod follow from \`workers\` and \`gateway\`; the number of
pods is the autoscaler's.

| Value | Type | Default | Description |
|---|---|---|---|
${rows(describedValues(), base as unknown as Values).join('\n')}
`;
}

type Values = Readonly<Record<string, unknown>>;

function files(environments: readonly string[]): string {
  return `${environments.map((environment) => `\`values-${environment}.yaml\``).join(', ')} ${environments.length === 1 ? 'names it' : 'hold what differs in each'}.`;
}

function rows(described: readonly DescribedValue[], values: Values): string[] {
  return described.flatMap(({ name, path, type, explanation, section }) => (section === undefined
    ? [`| \`${path}\` | ${type} | ${shown(values[name])} | ${cell(explanation)} |`]
    : rows(section, values[name] as Values)));
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_DEFAULT || text.includes('`') ? 'see `values.yaml`' : `\`${text.replaceAll('|', '\\|')}\``;
}
