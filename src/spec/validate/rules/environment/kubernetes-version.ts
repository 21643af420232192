import { KUBERNETES_VERSIONS, newestVersion } from '../../../plan/kubernetes-versions';
import type { Finding } from '../../../problem';
import type { EnvironmentRule } from '../rule';

/**
 * Warns of a Kubernetes version that AKS does not support, will not support much longer, or that is not in the table.
 * @param today `YYYY-MM-DD`
 */
export function kubernetesVersion(today: string): EnvironmentRule {
  return ({ spec: { cluster } }) => {
    const month = today.slice(0, 7);
    const newest = newestVersion(month);
    const known = KUBERNETES_VERSIONS.find(({ version }) => version === cluster.kubernetesVersion);
    const warning = (message: string): Finding[] => [{
      path: ['spec', 'cluster', 'kubernetesVersion'],
      at: 'value',
      severity: 'warning',
      message: `spec.cluster.kubernetesVersion (${cluster.kubernetesVersion}) ${message}`,
    }];
    const advice = `move to ${newest.version}, supported until ${newest.endOfLife}`;
    if (known === undefined) {
      return minor(cluster.kubernetesVersion) < minor(KUBERNETES_VERSIONS[0].version)
        ? warning(`is past its end of life on AKS; ${advice}`)
        : warning(`is newer than Plumbline knows; ${newest.version} is known, and supported until ${newest.endOfLife}`);
    }
    if (month < known.available) return warning(`is a preview on AKS until ${known.available}; ${newest.version} is supported until ${newest.endOfLife}`);
    if (month > known.endOfLife) return warning(`is past its end of life on AKS, which was in ${known.endOfLife}; ${advice}`);
    if (month === known.endOfLife) return warning(`reaches its end of life on AKS this month (${known.endOfLife}); ${advice}`);
    return [];
  };
}

function minor(version: string): number {
  return Number(version.split('.')[1]);
}
