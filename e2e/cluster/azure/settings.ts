import { readFileSync } from 'node:fs';
import type { CertificateFiles } from '../certificates';

/** What the played part of Azure is told, as JSON in a file. */
export interface AzureSettings {
  readonly address: string;
  /** Names and address of this server are in it. */
  readonly serving: CertificateFiles;
  /** Certificate of whoever signed the API server's and Pebble's. */
  readonly authority: string;
  readonly apiServer: string;
  readonly client: CertificateFiles;
  readonly pebblePort: number;
  /** File of the federated credentials, read anew for each token. */
  readonly federation: string;
}

/** A federated credential: who may act as a managed identity. */
export interface FederatedCredential {
  readonly clientId: string;
  /** Of a service account: `system:serviceaccount:<namespace>:<name>`. */
  readonly subject: string;
}

export function readSettings(path: string): AzureSettings {
  return JSON.parse(readFileSync(path, 'utf8')) as AzureSettings;
}
