import { differences } from './differences';
import type { Manifest } from './manifest';
import { RULES } from './rules';
import { OF_THE_ENVIRONMENT, OF_THE_NAME } from './rules/model-rules';
import type { EnvironmentRule, ModelRule, ObjectRule, Presence, PresenceRule, Rule } from './rules/rule';
import { bySeverity, type Said, type Statement } from './statement';
import { listed } from './wording';
import type { CompleteEnvironment, ScoringValues } from '../spec';

/** The rule of what no other rule knows; that there is nothing for it to say is what the tests see to. */
export const UNKNOWN_RULE = 'unknown';

/** What the rules say of a model that is on both sides. */
export function judgeModel(before: ScoringValues, after: ScoringValues): Statement[] {
  const elsewhere = [...OF_THE_ENVIRONMENT, ...OF_THE_NAME];
  return judgeFields(rulesAbout<ModelRule>('model'), before, after, elsewhere);
}

/** What the rules say of an environment that is on both sides. */
export function judgeEnvironment(before: CompleteEnvironment, after: CompleteEnvironment): Statement[] {
  return judgeFields(rulesAbout<EnvironmentRule>('environment'), before, after, ['metadata.name']);
}

export function judgePresence(presence: Presence): Statement[] {
  return rulesAbout<PresenceRule>('presence').flatMap((rule) => statements(rule, rule.judge(presence))).sort(bySeverity);
}

/** What the rules say of two sets of objects, by their titles. */
export function judgeObjects(before: ReadonlyMap<string, Manifest>, after: ReadonlyMap<string, Manifest>): Statement[] {
  const titles = [...new Set([...before.keys(), ...after.keys()])];
  return titles.flatMap((title) => {
    const [old, now] = [before.get(title), after.get(title)];
    const { kind } = (now ?? old)!;
    return rulesAbout<ObjectRule>('object').filter(({ kinds }) => kinds.includes(kind)).flatMap((rule) => statements(rule, rule.judge(old, now, after)));
  }).sort(bySeverity);
}

function judgeFields<T>(
  rules: readonly (ModelRule | EnvironmentRule)[], before: T, after: T, elsewhere: readonly string[],
): Statement[] {
  const changed = differences(before, after).map(({ path }) => fieldOf(path));
  const known = new Set<string>();
  const said = rules.flatMap((rule) => {
    const own = changed.filter((field) => rule.fields.some((prefix) => isUnder(field, prefix)));
    own.forEach((field) => known.add(field));
    // A rule and the values it judges are of the same kind.
    return own.length === 0 ? [] : statements(rule, (rule.judge as (before: T, after: T) => readonly Said[])(before, after));
  });
  const unknown = changed.filter((field) => !known.has(field) && !elsewhere.some((prefix) => isUnder(field, prefix)));
  const rest: Statement[] = unknown.length === 0 ? [] : [{ rule: UNKNOWN_RULE, section: 'about', severity: 'caution', because: 'a field changed', text: `${listed(unknown, 5)} changed` }];
  return [...said, ...rest].sort(bySeverity);
}

/** The names of list items are no fields. */
function fieldOf(path: readonly string[]): string {
  return path.filter((part) => !part.startsWith('[')).join('.');
}

function isUnder(field: string, prefix: string): boolean {
  return field === prefix || field.startsWith(`${prefix}.`) || prefix.startsWith(`${field}.`);
}

function rulesAbout<T extends Rule>(about: T['about']): T[] {
  return RULES.filter((rule): rule is T => rule.about === about);
}

function statements({ id, section }: Rule, said: readonly Said[]): Statement[] {
  return said.filter(({ text }) => text !== '').map((each) => ({ rule: id, section, ...each }));
}

