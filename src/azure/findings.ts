import { hostsOf } from '../spec';
import { apiManagementFindings } from './api-management/findings';
import { zoneHolds } from './dns-records';
import type { Fleet } from './fleet';
import { MOST_IDENTITIES, modelIdentities } from './model-identities';
import { planNodes } from './node-plan';
import type { Finding } from '../spec/problem';

/** What Azure would refuse or could not hold, in the environment's file. Only for a fleet without errors of its own. */
export function azureFindings(fleet: Fleet): Finding[] {
  return [...poolFindings(fleet), ...identityFindings(fleet), ...zoneFindings(fleet), ...tierFindings(fleet), ...apiManagementFindings(fleet)];
}

function poolFindings(fleet: Fleet): Finding[] {
  const { max } = fleet.environment.spec.nodes;
  const at = { path: ['spec', 'nodes', 'max'], at: 'value' } as const;
  return planNodes(fleet).pools.flatMap(({ vmSize, nodesAtRest = 0, nodesUnderFullLoad = 0 }): Finding[] => {
    if (nodesAtRest > max) {
      return [{ ...at, message: `spec.nodes.max (${max}) is less than the ${nodesAtRest} nodes of ${vmSize} that the models need at rest (scaling.min)` }];
    }
    if (nodesUnderFullLoad > max) {
      return [{
        ...at,
        severity: 'warning',
        message: `spec.nodes.max (${max}) is less than the ${nodesUnderFullLoad} nodes of ${vmSize} that the models need when all of them are under full load (scaling.max)`,
      }];
    }
    return [];
  });
}

function identityFindings(fleet: Fleet): Finding[] {
  const count = modelIdentities(fleet).length;
  if (count <= MOST_IDENTITIES) return [];
  return [{
    path: ['spec', 'models'],
    at: 'key',
    message: `the models of environment ${fleet.environment.metadata.name} need ${count} managed identities (one a team, at most 20 models each), and a deployment takes ${MOST_IDENTITIES}; spread the models over more environments`,
  }];
}

function zoneFindings({ environment }: Fleet): Finding[] {
  const { host, azure: { dnsZone } } = environment.spec;
  if (dnsZone === undefined || zoneHolds(hostsOf(environment), dnsZone)) return [];
  return [{ path: ['spec', 'azure', 'dnsZone'], at: 'value', message: `spec.azure.dnsZone (${dnsZone}) holds none of the environment's hosts; spec.host is ${host}` }];
}

function tierFindings({ environment: { spec: { azure: { clusterSku, clusterTier } } } }: Fleet): Finding[] {
  if (clusterSku !== 'Automatic' || clusterTier === 'Standard') return [];
  return [{ path: ['spec', 'azure', 'clusterTier'], at: 'value', message: `spec.azure.clusterTier (${clusterTier}) must be Standard for AKS Automatic` }];
}
