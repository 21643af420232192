import type { DeploymentPlan } from '../../azure/arm/deployment-plan';

interface Outputs {
  readonly clientIds?: readonly { readonly variable: string; readonly clientId: string }[];
  readonly grafanaName?: string;
  readonly grafanaUrl?: string;
  readonly ingressAddress?: string;
  readonly nameServers?: readonly string[];
}

/** What a deployment answers, and what to type next. */
export function outputsText({ environment, resourceGroup, parameters }: DeploymentPlan, outputs: Readonly<Record<string, unknown>>): string {
  const { clientIds = [], grafanaName = '', grafanaUrl = '', ingressAddress = '', nameServers = [], ...others } = outputs as Outputs;
  const { name: cluster } = parameters.clusterSettings.value as { readonly name: string };
  const lines = [
    `${environment} is deployed`,
    ...clientIds.map(({ variable, clientId }) => `  ${variable}  ${clientId}`),
    ...grafanaUrl === '' ? [] : [`  Grafana  ${grafanaUrl}`],
    ...ingressAddress === '' ? [] : [`  address of the ingress  ${ingressAddress}`],
    ...nameServers.length === 0 ? [] : [`  name servers for the parent zone  ${nameServers.join(' ')}`],
    ...Object.entries(others).filter(([, value]) => value !== '').map(([name, value]) => `  ${name}  ${typeof value === 'string' ? value : JSON.stringify(value)}`),
    '',
    'next:',
    `  az aks get-credentials --resource-group ${resourceGroup} --name ${cluster}`,
    ...parameters.gitopsSettings.value === null ? [`  kubectl apply --recursive -f dist/models/${environment}`] : ['  kubectl -n flux-system get kustomizations --watch'],
    ...grafanaName === '' ? [] : dashboardSteps(grafanaName),
  ];
  return `${lines.join('\n')}\n`;
}

/** Azure Managed Grafana keeps dashboards in itself, where no deployment reaches; Flux brings the models' one into the cluster. */
function dashboardSteps(grafanaName: string): string[] {
  return [
    '  kubectl -n kube-system get configmap scoring-dashboard -o jsonpath=\'{.data.scoring\\.json}\' > scoring.json',
    `  az grafana dashboard create --name ${grafanaName} --definition @scoring.json --overwrite true`,
  ];
}
