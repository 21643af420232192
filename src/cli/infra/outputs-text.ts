import type { DeploymentPlan } from '../../azure/arm/deployment-plan';

interface Outputs {
  readonly clientIds?: readonly { readonly variable: string; readonly clientId: string }[];
  readonly grafanaUrl?: string;
  readonly ingressAddress?: string;
  readonly nameServers?: readonly string[];
}

/** What a deployment answers, and what to type next. */
export function outputsText({ environment, resourceGroup, parameters }: DeploymentPlan, outputs: Readonly<Record<string, unknown>>): string {
  const { clientIds = [], grafanaUrl = '', ingressAddress = '', nameServers = [], ...others } = outputs as Outputs;
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
  ];
  return `${lines.join('\n')}\n`;
}
