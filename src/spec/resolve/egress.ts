import type { CompleteModelSpec } from '../complete-model.generated';
import type { EgressValues } from '../values';

/** Where a pod would get its node's identity from (https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service). */
export const INSTANCE_METADATA = '169.254.169.254/32';

/** What the pods may reach, in the order of the spec; the instance metadata stays denied inside every range. */
export function egressOf({ egress }: CompleteModelSpec): EgressValues[] {
  return egress.map(({ cidr, port, protocol, description }) => ({
    cidr, except: holdsMetadata(cidr) ? [INSTANCE_METADATA] : [], port, protocol, description,
  }));
}

/** A range of the one address alone is what was asked for, and can't except itself: a rule refuses it. */
function holdsMetadata(cidr: string): boolean {
  return cidr !== INSTANCE_METADATA && holds(cidr, INSTANCE_METADATA);
}

/** Whether an IPv4 range holds another's first address. */
export function holds(range: string, other: string): boolean {
  const [address, length] = range.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(toNumber(address) / size) === Math.floor(toNumber(other.split('/')[0]) / size);
}

function toNumber(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}
