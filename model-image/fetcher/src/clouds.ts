/** Azure's clouds, by the host of their tokens and the suffix of their blobs (https://learn.microsoft.com/azure/developer/identity/authentication-national-cloud). */
const CLOUDS = [
  { name: 'Azure public', authorities: ['login.microsoftonline.com'], blobSuffix: '.blob.core.windows.net' },
  { name: 'Azure US Government', authorities: ['login.microsoftonline.us'], blobSuffix: '.blob.core.usgovcloudapi.net' },
  { name: 'Azure China', authorities: ['login.chinacloudapi.cn', 'login.partner.microsoftonline.cn'], blobSuffix: '.blob.core.chinacloudapi.cn' },
];

export const PUBLIC_AUTHORITY = 'https://login.microsoftonline.com';

const hostOf = (authority: string): string => (URL.canParse(authority) ? new URL(authority).hostname : '');

/** Whether a host's authority is one that Entra ID lists itself; others, as of Azure Stack, must not be looked up in the public cloud. */
export const isListedAuthority = (authority: string): boolean => CLOUDS.some(({ authorities }) => authorities.includes(hostOf(authority)));

/** What is wrong with a blob and an authority of different clouds: a token of the one means nothing in the other. */
export function checkClouds(blobUrl: string, authority: string = PUBLIC_AUTHORITY): string[] {
  if (hostOf(authority) === '' || !authority.startsWith('https://')) return [`AZURE_AUTHORITY_HOST must be an https URL, found ${JSON.stringify(authority)}`];
  const host = new URL(blobUrl).hostname;
  const ofBlob = CLOUDS.find(({ blobSuffix }) => host.endsWith(blobSuffix));
  const ofAuthority = CLOUDS.find(({ authorities }) => authorities.includes(hostOf(authority)));
  if (ofBlob === undefined || ofAuthority === undefined || ofBlob === ofAuthority) return [];
  return [`the blob is in ${ofBlob.name} and AZURE_AUTHORITY_HOST in ${ofAuthority.name}`];
}
