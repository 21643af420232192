import type { Finding } from '../../../problem';
import { holds, INSTANCE_METADATA } from '../../../resolve/egress';
import type { ModelRule } from '../rule';

/** A range starts at its first address, as the API server warns of others, and is not the one address that gives a pod its node's identity. */
export const egressRanges: ModelRule = (model) => model.spec.egress.flatMap(({ cidr }, index): Finding[] => {
  const path = ['egress', index, 'cidr'];
  if (holds(INSTANCE_METADATA, cidr) && cidr.endsWith('/32')) {
    return [model.at([path], `${model.say(path)} is where a pod would get its node's identity, which no model may have`)];
  }
  const first = firstAddress(cidr);
  return first === cidr ? [] : [model.at([path], `${model.say(path)} must be ${first}, or ${cidr.split('/')[0]}/32 for the one address`)];
});

/** The range as it is written from its first address. */
function firstAddress(cidr: string): string {
  const [address, length] = cidr.split('/');
  let bits = Number(length);
  const parts = address.split('.').map((part) => {
    const kept = Math.min(8, Math.max(0, bits));
    bits -= 8;
    return Number(part) - Number(part) % 2 ** (8 - kept);
  });
  return `${parts.join('.')}/${length}`;
}
