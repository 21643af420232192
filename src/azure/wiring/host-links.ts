import { hostsOf } from '../../spec';
import { zoneHolds } from '../dns-records';
import { field, type LinkEnd, type LinkRule, type PairRule, type WiredEnvironment } from './link';

/** DNS record -> host of the ingress -> certificate. A zone that is made here holds a record for each host, or somebody else has to. */
export const hostLinks: LinkRule = (wired) => {
  const { file, environment } = wired;
  const { dnsZone } = environment.spec.azure;
  if (dnsZone === undefined) { return []; }
  const outside = hostsOf(environment).filter((host) => !zoneHolds([host], dnsZone));
  // Where none is inside, that is an error of its own.
  if (outside.length === hostsOf(environment).length) { return []; }
  return outside.map((host) => ({
    severity: 'warning' as const,
    here: endOfHost(wired, host),
    there: field(file, 'spec', 'azure', 'dnsZone'),
    message: `host ${host} lies outside the zone ${dnsZone} ({there}); its record has to be kept elsewhere, or its certificate is never issued`,
  }));
};

/** A host leads to one cluster, and a zone is delegated once. */
export const zoneLinks: PairRule = (first, second) => {
  const shared = hostsOf(first.environment).filter((host) => hostsOf(second.environment).includes(host));
  const [zone, otherZone] = [first.environment.spec.azure.dnsZone, second.environment.spec.azure.dnsZone];
  const [group, otherGroup] = [first, second].map(({ environment }) => environment.spec.cluster.resourceGroup.toLowerCase());
  return [
    ...shared.map((host) => ({
      severity: 'warning' as const,
      here: endOfHost(second, host),
      there: endOfHost(first, host),
      message: `host ${host} is one of environment ${first.environment.metadata.name} already ({there}); a name leads to one of the clusters, and the other gets no certificate`,
    })),
    ...zone === undefined || zone !== otherZone || group === otherGroup ? [] : [{
      severity: 'warning' as const,
      here: field(second.file, 'spec', 'azure', 'dnsZone'),
      there: field(first.file, 'spec', 'azure', 'dnsZone'),
      message: `environment ${first.environment.metadata.name} makes the zone ${zone}, too ({there}); two zones of one name have different name servers, and the parent can lead to one of them`,
    }],
  ];
};

function endOfHost({ file, environment: { spec } }: WiredEnvironment, host: string): LinkEnd {
  return spec.host === host ? field(file, 'spec', 'host') : field(file, 'spec', 'additionalHosts', spec.additionalHosts.indexOf(host));
}
