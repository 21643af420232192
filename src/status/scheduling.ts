import type { Pod } from './cluster-object';

/**
 * `0/8 nodes are available: 1 Insufficient cpu, 7 node(s) had untolerated taint(s). no new claims to deallocate, preemption: ...` (kube-scheduler's FitError):
 * behind the reasons stands what each plug-in says of making room.
 */
const FIT_ERROR = /^0\/(\d+) nodes are available(?:: (.*?))?\.?(?: (?:no new claims to deallocate|preemption:).*)?$/s;

const LACKS: Readonly<Record<string, string>> = {
  'node(s) didn\'t match Pod\'s node affinity/selector': 'are of another kind than it asks for (node affinity or selector)',
  'node(s) didn\'t match pod topology spread constraints': 'would put too many of its pods in one place (topology spread)',
  'node(s) didn\'t find available persistent volumes to bind': 'have no volume for it',
  'node(s) had volume node affinity conflict': 'are in another zone than its volume',
  'node(s) had untolerated taint(s)': 'have a taint that it does not tolerate',
  'node(s) were unschedulable': 'are cordoned',
  'Too many pods': 'hold as many pods as they may',
};

/** Why no node takes a pod, in a sentence: what is missing, and what the pod asks for. */
export function unschedulable(pod: Pod, message: string): string {
  const asks = `a pod asks for ${requested(pod)}`;
  const found = FIT_ERROR.exec(message);
  if (found === null) { return `no node takes it: ${message}; ${asks}`; }
  const [, all, reasons = ''] = found;
  if (all === '0') { return `there is no node at all; ${asks}`; }
  const parts = split(reasons).flatMap((reason) => {
    const [, count, text] = /^(\d+) (.*)$/s.exec(reason) ?? [];
    return text === undefined ? [] : [`${count} ${wording(text)}`];
  });
  const of = `of ${all} node${all === '1' ? '' : 's'}`;
  return `no node has room for it: ${of} ${parts.length === 0 ? 'none fits' : parts.join(', ')}; ${asks}`;
}

/** At the commas between reasons: each begins with how many nodes it is about. */
function split(reasons: string): string[] {
  return reasons.split(/, (?=\d+ )/);
}

function wording(text: string): string {
  const resource = /^Insufficient (\S+)$/.exec(text)?.[1];
  if (resource !== undefined) { return `lack ${resource === 'nvidia.com/gpu' ? 'a free GPU' : resource}`; }
  const taint = /^node\(s\) had untolerated taints?(?:\(s\))? \{(.*)\}$/.exec(text)?.[1];
  if (taint !== undefined) { return `have the taint ${taint.replace(/: ?$/, '')}`; }
  return LACKS[text] ?? text;
}

function requested({ spec: { containers } }: Pod): string {
  const [first] = containers;
  const requests = Object.entries(first?.resources?.requests ?? {}).filter(([name]) => name !== 'ephemeral-storage');
  return requests.map(([name, amount]) => name === 'nvidia.com/gpu' ? `${amount} GPU` : `${amount} ${name}`).join(', ') || 'nothing in particular';
}
