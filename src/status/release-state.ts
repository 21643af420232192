import { condition, type HelmRelease } from './cluster-object';
import type { FluxState } from './flux-trouble';
import { oneLine } from './wording';

/** What Helm says where it only waited too long (helm.sh/helm/v4/pkg/kube, and v3's wait.go): the pods say better why they are not ready. */
const WAITED = /context deadline exceeded|timed out waiting|timeout waiting|status: '?InProgress/;

/** `Helm upgrade failed for release churn/churn with chart churn@2.1.0: ` (helm-controller, internal/reconcile). */
const HEAD = /^Helm \w+ failed for release \S+ with chart \S+: /;

/** What Flux says of one Helm release. */
export function releaseState(release: HelmRelease | undefined): FluxState | undefined {
  if (release === undefined) { return undefined; }
  const { spec: { suspend = false }, status } = release;
  const deployed = status?.history?.find((each) => each.status === 'deployed');
  const trouble = troubleOf(release);
  return {
    suspended: suspend,
    ...deployed !== undefined && { revision: `chart ${deployed.chartVersion}` },
    ...trouble !== undefined && { trouble },
  };
}

function troubleOf(release: HelmRelease): string | undefined {
  const ready = condition(release, 'Ready');
  if (ready?.status !== 'False' || ready.reason === 'Progressing') { return undefined; }
  const { message = '' } = ready;
  const cause = oneLine(message.replace(HEAD, ''), 320);
  switch (ready.reason) {
    case 'SourceNotReady':
    case 'ArtifactFailed':
      return /not found|manifest unknown/i.test(message) ? `the registry has not got its chart, which plumbline chart push brings: ${cause}` : `Flux has not got its chart: ${cause}`;
    case 'InstallFailed': return WAITED.test(message) ? undefined : `Helm cannot install it: ${cause}`;
    case 'UpgradeFailed': return WAITED.test(message) ? undefined : `Helm cannot upgrade it, and the pods that ran before run on: ${cause}`;
    default: return `Flux: ${cause}`;
  }
}
