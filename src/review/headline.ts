import type { EnvironmentChange } from './environment-changes';
import type { ChangeGroup } from './groups';
import type { OwnChange } from './own-changes';
import { podOf } from './pod';
import type { Statement } from './statement';
import { fromTo, listed, memoryChange, quantity, signed } from './wording';

export interface Risk {
  readonly level: 'none' | 'low' | 'medium' | 'high';
  /** The gravest reason first; empty for a low risk. */
  readonly because: readonly string[];
}

/** High where there is any danger, medium where something is worth a look. */
export function riskOf(groups: readonly ChangeGroup[], environments: readonly EnvironmentChange[], own: readonly OwnChange[]): Risk {
  const changes = [...groups.map(({ first }) => first), ...environments, ...own];
  return changes.length === 0 ? { level: 'none', because: [] } : riskOfStatements(changes.flatMap(({ statements }) => statements));
}

function riskOfStatements(statements: readonly Statement[]): Risk {
  for (const [severity, level] of [['danger', 'high'], ['caution', 'medium']] as const) {
    const because = [...new Set(statements.filter((statement) => statement.severity === severity).map((statement) => statement.because))];
    if (because.length > 0) { return { level, because }; }
  }
  return { level: 'low', because: [] };
}

const FOLLOWS_FROM_MODELS = ['placement', 'nodes', 'azure-limits', 'azure-identities'];

/** What a sentence about nothing has to add. */
export interface Surroundings {
  /** What the other side is, for a reader: `main (a1b2c3d)`. */
  readonly since?: string;
  /** Whether Flux would apply something else than the specs say. */
  readonly isRenderedStale?: boolean;
}

/** Everything in one sentence. */
export function headlineOf(
  groups: readonly ChangeGroup[], environments: readonly EnvironmentChange[], own: readonly OwnChange[], risk: Risk, surroundings: Surroundings = {},
): string {
  if (risk.level === 'none') { return nothingText(surroundings); }
  if (groups.length === 1 && own.length === 0) { return `${groupHeadline(groups[0], environments)}, ${riskText(risk)}`; }
  const changed = new Set(groups.flatMap(({ models }) => models));
  const named = changed.size === 0 ? '' : `${changed.size > 3 ? quantity(changed.size, 'model') : listed([...changed])} in ${listed([...new Set(groups.flatMap((group) => group.environments))], 4)}`;
  // What models' changes do to nodes and identities is no news of the environment's own.
  const about = environments.filter(({ statements }) => statements.some(({ rule }) => !FOLLOWS_FROM_MODELS.includes(rule))).map(({ name }) => name);
  const parts = [
    named,
    about.length > 0 ? `${about.length === 1 ? 'environment' : 'environments'} ${listed(about, 4)}` : '',
    own.length > 0 ? `${quantity(own.flatMap(({ files }) => files).length, 'rendered file')} by Plumbline itself` : '',
    nodesText(environments),
  ];
  const text = parts.filter((part) => part !== '').join(', ');
  return `${text === '' ? 'changes that reach no running service' : text}, ${riskText(risk)}`;
}

function nothingText({ since, isRenderedStale = false }: Surroundings): string {
  const then = since === undefined ? '' : ` since ${since}`;
  return isRenderedStale ? `no spec changes${then}, but dist/ is not what the specs say` : `nothing changes${then}`;
}

function riskText({ level, because }: Risk): string {
  return `risk: ${level}${because.length > 0 ? ` because ${listed(because, 3)}` : ''}`;
}

/** `churn in dev and production`. */
export function subjectOf({ first: { name, from }, models, environments }: ChangeGroup): string {
  const called = models.length > 1 ? (models.length > 3 ? quantity(models.length, 'model') : listed(models)) : from === undefined ? name : `${from} → ${name}`;
  return `${called} in ${listed(environments, 4)}`;
}

/** `churn 2.1.0 -> 2.2.0 in production: +2 pods at most, memory +1 GiB, endpoint and auth unchanged`. */
export function groupHeadline(group: ChangeGroup, environments: readonly EnvironmentChange[]): string {
  const { first: { change, before, after, from, name } } = group;
  const called = group.models.length > 1 ? (group.models.length > 3 ? quantity(group.models.length, 'model') : listed(group.models)) : from === undefined ? name : `${from} → ${name}`;
  const version = group.models.length > 1 || before === undefined || after === undefined || before.version === after.version
    ? '' : ` ${fromTo(before.version, after.version)}`;
  const subject = `${called}${version} in ${listed(group.environments, 4)}`;
  if (change === 'added' && after !== undefined) { return `${subject}: new, ${after.scaling.min} to ${quantity(after.scaling.max, 'pod')}${nodesSuffix(group, environments)}, auth ${after.auth.mode}`; }
  if (change === 'removed') { return `${subject}: removed with its namespace`; }
  if (before === undefined || after === undefined) { return subject; }
  const [old, now] = [podOf(before), podOf(after)];
  const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
  const endpoint = before.endpoint.host === after.endpoint.host && before.endpoint.path === after.endpoint.path;
  const auth = isSame(before.auth, after.auth);
  const kept = [endpoint ? 'endpoint' : '', auth ? 'auth' : '', isSame([before.inputs, before.outputs], [after.inputs, after.outputs]) ? 'contract' : ''].filter((part) => part !== '');
  const parts = [
    after.scaling.min === before.scaling.min ? '' : `${signed(after.scaling.min - before.scaling.min)} ${Math.abs(after.scaling.min - before.scaling.min) === 1 ? 'pod' : 'pods'} at rest`,
    after.scaling.max === before.scaling.max ? '' : `${signed(after.scaling.max - before.scaling.max)} ${Math.abs(after.scaling.max - before.scaling.max) === 1 ? 'pod' : 'pods'} at most`,
    now.cpuMillicores === old.cpuMillicores ? '' : `CPU ${signed((now.cpuMillicores - old.cpuMillicores) / 1000)} a pod`,
    now.memoryMiB === old.memoryMiB ? '' : `memory ${memoryChange(now.memoryMiB - old.memoryMiB)} a pod`,
    nodesSuffix(group, environments).replace(/^, /, ''),
    group.first.restarts ? 'pods restart' : 'no restart',
    kept.length > 0 ? `${listed(kept)} unchanged` : '',
  ];
  return `${subject}: ${parts.filter((part) => part !== '').join(', ')}`;
}

const CHANGES_NODES = ['model-added', 'model-removed', 'pod-size', 'gpu', 'replica-floor', 'replica-ceiling'];

function nodesSuffix({ first, environments: names }: ChangeGroup, environments: readonly EnvironmentChange[]): string {
  const text = first.statements.some(({ rule }) => CHANGES_NODES.includes(rule)) ? nodesText(environments.filter(({ name }) => names.includes(name))) : '';
  return text === '' ? '' : `, ${text}`;
}

function nodesText(environments: readonly EnvironmentChange[]): string {
  const atPeak = environments.reduce((sum, { nodes }) => sum + nodes.atPeak, 0);
  if (atPeak === 0) { return ''; }
  const count = Math.abs(atPeak);
  return `${count === 1 ? 'one' : count} ${atPeak > 0 ? 'more' : 'fewer'} ${count === 1 ? 'node' : 'nodes'} at peak`;
}
