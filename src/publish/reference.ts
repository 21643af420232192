import { isPlainHttp } from '../spec/oci-address';

/** A repository in a registry: `contososcoring.azurecr.io` and `flux/production`. */
export interface OciRepository {
  readonly host: string;
  readonly repository: string;
}

/** @param url `oci://<registry>/<repository>` */
export function parseOciUrl(url: string): OciRepository {
  const [, host, repository] = /^oci:\/\/([^/]+)\/(.+?)\/?$/.exec(url) ?? [];
  if (repository === undefined) { throw new TypeError(`${url} is not oci://<registry>/<repository>`); }
  return { host, repository };
}

export function baseUrl(host: string): string {
  return `${isPlainHttp(host) ? 'http' : 'https'}://${host}`;
}

/** Suffixes of Azure's registries in its clouds (https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure). */
export function isAzureRegistry(host: string): boolean {
  return /\.azurecr\.(?:io|us|cn)$/.test(host);
}
