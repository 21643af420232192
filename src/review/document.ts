import { diffLines } from './diff-lines';
import type { EnvironmentChange } from './environment-changes';
import type { ChangeGroup } from './groups';
import { groupHeadline, subjectOf } from './headline';
import type { OwnChange } from './own-changes';
import type { Review } from './review';
import { rollBack } from './roll-back';
import { SECTIONS, type Section, type Statement } from './statement';
import type { Upgrade } from './upgrade';
import { listed, quantity } from './wording';

/** A review in the order in which it is read, before it is Markdown or a terminal's text. */
export interface ReviewDocument {
  readonly headline: string;
  readonly notes: readonly string[];
  /** Every danger there is, whatever else is left out. */
  readonly dangers: readonly string[];
  readonly parts: readonly Part[];
  /** What is only opened on demand. */
  readonly folds: readonly Fold[];
  /** What was left out, counted. */
  readonly leftOut: readonly string[];
}

export interface Part {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly severity: Statement['severity']; readonly text: string }[];
}

export interface Fold {
  readonly title: string;
  /** Lines of a diff, each begun by `+`, `-`, `#` or a space. */
  readonly lines: readonly string[];
}

const LABELS: Readonly<Record<Section, string>> = {
  clients: 'Clients', security: 'Security', data: 'Data', cluster: 'Cluster', rollout: 'Roll-out', azure: 'Azure', about: 'About',
};

/** Beyond these a reader is told how many more there are. */
const MOST_GROUPS = 20;
const MOST_FOLDS = 20;
const MOST_NAMED = 8;

export function documentOf(review: Review): ReviewDocument {
  const { groups, environments, own, upgrade } = review;
  const told = environments.filter(({ statements }) => statements.length > 0);
  const folds = [...groups.map(groupFold), ...environments.map(environmentFold), ...own.map(ownFold)].filter(({ lines }) => lines.length > 0);
  return {
    headline: review.headline,
    notes: review.notes,
    dangers: dangersOf([
      ...groups.map(({ first, models, environments: names }) => ({ subjects: models.map((name) => `${name} in ${listed(names)}`), statements: first.statements })),
      ...told.map(({ name, statements }) => ({ subjects: [`environment ${name}`], statements })),
      ...own.map(({ files, statements }) => ({ subjects: files, statements })),
    ]),
    parts: [
      ...upgrade === undefined ? [] : [upgradePart(upgrade)],
      ...groups.slice(0, MOST_GROUPS).map((group) => groupPart(group, groups.length === 1 ? subjectOf(group) : groupHeadline(group, environments))),
      ...told.map(environmentPart),
      ...own.map(ownPart),
    ],
    folds: folds.slice(0, MOST_FOLDS),
    leftOut: [
      ...groups.length > MOST_GROUPS ? [`${quantity(groups.length - MOST_GROUPS, 'further group')} of changed models, no danger that is not named above`] : [],
      ...folds.length > MOST_FOLDS ? [`the rendered differences of ${folds.length - MOST_FOLDS} more`] : [],
    ],
  };
}

function upgradePart({ from, to, notes, gap }: Upgrade): Part {
  const line = (label: string, text: string) => ({ label, severity: 'info' as const, text });
  return {
    title: `Plumbline ${from} → ${to}`,
    lines: [
      ...notes.map(({ version, text }) => line(version, text)),
      ...gap !== undefined ? [line('Notes', gap)] : notes.length === 0 ? [line('Notes', 'none')] : [],
    ],
  };
}

function groupPart(group: ChangeGroup, title: string): Part {
  const { first: { statements, restarts, change }, models } = group;
  const who = models.length > 3 ? [{ label: 'Models', severity: 'info' as const, text: listed(models, MOST_NAMED) }] : [];
  const quiet = (['clients', 'security', 'data'] as const).filter((section) => !statements.some((statement) => statement.section === section));
  const isKept = change === 'changed' || change === 'renamed';
  return {
    title,
    lines: [
      ...who,
      ...linesOf(statements),
      ...isKept && quiet.length > 0 ? [{ label: 'Unchanged', severity: 'info' as const, text: listed(quiet.map((section) => LABELS[section].toLowerCase())) }] : [],
      ...isKept ? [{ label: 'Restart', severity: 'info' as const, text: restarts ? 'pods are replaced one by one, new before old' : 'no pod restarts' }] : [],
      { label: 'Roll back', severity: 'info', text: rollBack(group.first) },
    ],
  };
}

function environmentPart({ name, from, change, statements, cost, parameters }: EnvironmentChange): Part {
  return {
    title: `environment ${from === undefined ? name : `${from} → ${name}`}${change === 'added' ? ': new' : change === 'removed' ? ': removed' : ''}`,
    lines: [
      ...linesOf(statements),
      ...cost === undefined ? [] : [{ label: 'Cost', severity: 'info' as const, text: cost }],
      ...parameters.length > 0 && change === 'changed'
        ? [{ label: 'Azure', severity: 'info' as const, text: `deploy bicep/environments/${name}.bicepparam again (${listed(parameters.map((parameter) => parameter.name))})` }]
        : [],
    ],
  };
}

function ownPart({ files, statements, restarts, objects }: OwnChange): Part {
  return {
    title: `no spec says so: ${listed(files, 3)} ${files.length === 1 ? 'is' : 'are'} rendered otherwise, by another version of Plumbline or because dist/ was stale or edited by hand`,
    lines: [
      ...linesOf(statements),
      { label: 'Rendered', severity: 'info', text: listed(objects.objects.map(({ title, change }) => `${title} ${change}`), MOST_NAMED) || 'marks and checksums only' },
      { label: 'Restart', severity: 'info', text: restarts ? 'pods are replaced one by one, new before old' : 'no pod restarts' },
    ],
  };
}

function linesOf(statements: readonly Statement[]): Part['lines'] {
  return SECTIONS.flatMap((section) => statements.filter((statement) => statement.section === section)
    .map(({ severity, text }) => ({ label: LABELS[section], severity, text })));
}

/** Each danger once, with everything that it is about. */
function dangersOf(found: readonly { readonly subjects: readonly string[]; readonly statements: readonly Statement[] }[]): string[] {
  const dangers = new Map<string, string[]>();
  for (const { subjects, statements } of found) {
    for (const { text } of statements.filter(({ severity }) => severity === 'danger')) { dangers.set(text, [...dangers.get(text) ?? [], ...subjects]); }
  }
  return [...dangers].map(([text, subjects]) => `${listed([...new Set(subjects)], MOST_NAMED)}: ${text}`);
}

function groupFold({ first, models, environments }: ChangeGroup): Fold {
  const { objects } = first;
  const more = models.length * environments.length - 1;
  const alike = more > 0 ? ` (and ${more} alike)` : '';
  return { title: `${first.name} in ${first.environment}${alike}: ${quantity(objects.objects.length, 'object')}${objects.noise > 0 ? `, ${objects.noise} more in marks of the version only` : ''}`, lines: diffLines(objects.objects) };
}

function environmentFold({ name, objects, parameters, resources }: EnvironmentChange): Fold {
  const lines = parameters.flatMap(({ name: parameter, before, after }) => [
    `# param ${parameter}`, ...lineChanges(before, after),
  ]);
  return { title: `environment ${name}: ${quantity(objects.objects.length, 'object')}, ${quantity(parameters.length, 'parameter')} of Azure`, lines: [...diffLines(objects.objects), ...lines, ...resources.length === 0 ? [] : ['# resources in Azure', ...resources]] };
}

function ownFold({ first, files, objects }: OwnChange): Fold {
  return { title: `${first}, by no spec (${quantity(files.length, 'file')}): ${quantity(objects.objects.length, 'object')}`, lines: diffLines(objects.objects) };
}

/** Lines that went, then lines that came; what stands on both sides is left out. */
function lineChanges(before = '', after = ''): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [...old.filter((line) => line !== '' && !now.includes(line)).map((line) => `- ${line}`), ...now.filter((line) => line !== '' && !old.includes(line)).map((line) => `+ ${line}`)];
}
