import type { EnvironmentValues } from './values';

export type Cloud = EnvironmentValues['cloud'];

/** Host names that differ between Azure's clouds. */
export interface CloudSuffixes {
  readonly registry: string;
  readonly blob: string;
  readonly file: string;
  /** Authority of Microsoft Entra ID. */
  readonly login: string;
}

/**
 * Sources: https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure#guidance-for-developers,
 * https://learn.microsoft.com/azure/china/resources-developer-guide#check-endpoints-in-azure
 */
export const CLOUDS: Readonly<Record<Cloud, CloudSuffixes>> = {
  AzurePublic: {
    registry: 'azurecr.io', blob: 'blob.core.windows.net', file: 'file.core.windows.net', login: 'https://login.microsoftonline.com',
  },
  AzureUSGovernment: {
    registry: 'azurecr.us', blob: 'blob.core.usgovcloudapi.net', file: 'file.core.usgovcloudapi.net', login: 'https://login.microsoftonline.us',
  },
  AzureChina: {
    registry: 'azurecr.cn', blob: 'blob.core.chinacloudapi.cn', file: 'file.core.chinacloudapi.cn', login: 'https://login.partner.microsoftonline.cn',
  },
};
