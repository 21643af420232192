import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import type { AzureSettings } from './settings';

/** The cluster's API, for reading. */
export class ClusterApi {
  constructor(private readonly settings: Pick<AzureSettings, 'apiServer' | 'authority' | 'client'>) {}

  /** The answer to a GET. @throws Error with the status of another answer than 200 */
  get<T>(path: string): Promise<T> {
    const { apiServer, authority, client } = this.settings;
    return new Promise((resolve, reject) => {
      request(`${apiServer}${path}`, { ca: readFileSync(authority), cert: readFileSync(client.certificate), key: readFileSync(client.key) }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => { text += chunk.toString(); });
        response.on('end', () => {
          if (response.statusCode === 200) { resolve(JSON.parse(text) as T); } else { reject(new Error(`${path} answers ${response.statusCode}: ${text}`)); }
        });
      }).on('error', reject).end();
    });
  }
}
