import type { ScoringValues } from '../../spec';
import { same } from '../differences';
import { caution, info, type Said, type Section } from '../statement';
import { fromTo, listed } from '../wording';
import type { ModelRule } from './rule';

type Judge = (before: ScoringValues, after: ScoringValues) => readonly Said[];

const rule = (id: string, section: Section, fields: readonly string[], judge: Judge): ModelRule => ({ about: 'model', id, section, fields, judge });

/** What a change of a model's pods and of their surroundings means. */
export const POD_RULES: readonly ModelRule[] = [
  // That pods may reach more is said of the NetworkPolicy itself, whoever changed it.
  rule('egress-ranges', 'security', ['egress'], ({ egress: before }, { egress: after }) => {
    const [old, now] = [before.map(place), after.map(place)];
    return [
      ...without(now, old).map((each) => info(`the pods may reach ${each}`)),
      ...without(old, now).map((each) => caution(`the pods may no longer reach ${each}`, 'pods may reach less')),
      ...same([...old].sort(), [...now].sort()) ? [info('ranges that the pods may reach: another order')] : [],
    ];
  }),
  rule('nodes', 'cluster', ['pods.nodeSelector', 'pods.tolerations'], ({ pods: before }, { pods: after }) => [
    ...same(before.nodeSelector, after.nodeSelector) ? [] : [
      caution(`nodes must have the labels ${labels(before.nodeSelector)} → ${labels(after.nodeSelector)}; where none has, pods stay pending`, 'pods ask for other nodes'),
    ],
    ...same(before.tolerations, after.tolerations) ? [] : [
      caution(`taints that the pods put up with: ${taints(before.tolerations)} → ${taints(after.tolerations)}`, 'pods put up with other taints'),
    ],
  ]),
  rule('pod-annotations', 'rollout', ['pods.annotations'], ({ pods: { annotations: before } }, { pods: { annotations: after } }) => {
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => before[key] !== after[key]);
    return [info(`annotations of the pods: ${listed(changed.map((key) => `${key} ${fromTo(before[key], after[key])}`), 5)}`)];
  }),
];

function place({ cidr, port, protocol, description }: ScoringValues['egress'][number]): string {
  return `${cidr}, ${protocol} port ${port}${description === '' ? '' : ` (${description})`}`;
}

function without(texts: readonly string[], others: readonly string[]): string[] {
  return texts.filter((text) => !others.includes(text));
}

function labels(selector: Readonly<Record<string, string>>): string {
  return listed(Object.entries(selector).map(([key, value]) => `${key}=${value}`)) || 'none';
}

function taints(tolerations: ScoringValues['pods']['tolerations']): string {
  return listed(tolerations.map(({ key, value, effect }) => `${key}${value === '' ? '' : `=${value}`}:${effect}`)) || 'none';
}
