import type { Cloud } from '../../spec';
import { CLOUDS } from '../../spec/clouds';

/** Where a cloud's Azure Resource Manager and its Microsoft Entra ID are. */
export interface ArmCloud {
  readonly resourceManager: string;
  readonly login: string;
  /** What `az cloud set --name` calls it. */
  readonly azureCliName: string;
}

/**
 * Sources: https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure#guidance-for-developers,
 * https://learn.microsoft.com/azure/china/resources-developer-guide#check-endpoints-in-azure
 */
const RESOURCE_MANAGERS: Readonly<Record<Cloud, Omit<ArmCloud, 'login'>>> = {
  AzurePublic: { resourceManager: 'https://management.azure.com', azureCliName: 'AzureCloud' },
  AzureUSGovernment: { resourceManager: 'https://management.usgovcloudapi.net', azureCliName: 'AzureUSGovernment' },
  AzureChina: { resourceManager: 'https://management.chinacloudapi.cn', azureCliName: 'AzureChinaCloud' },
};

export function armCloud(cloud: Cloud): ArmCloud {
  return { ...RESOURCE_MANAGERS[cloud], login: CLOUDS[cloud].login };
}
