import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as send } from 'node:https';
import { createInterface } from 'node:readline';
import type { CertificateFiles } from '../cluster/certificates';
import { fetchedAzurite } from '../tools/azurite';

export const ACCOUNT = 'contosomodels';
const CONTAINER = 'models';

/** The real Azurite on a port of its own, over HTTPS and with OAuth, with one container. */
export class Storage {
  static async start(files: CertificateFiles, ca: string): Promise<Storage> {
    const main = await fetchedAzurite((line) => process.stderr.write(`${line}\n`));
    const child = spawn(process.execPath, [
      main, '--blobHost=127.0.0.1', '--blobPort=0', `--cert=${files.certificate}`, `--key=${files.key}`, '--oauth=basic',
      '--skipApiVersionCheck', '--inMemoryPersistence', '--disableTelemetry',
    ], { env: { ...process.env, AZURITE_ACCOUNTS: `${ACCOUNT}:${randomBytes(64).toString('base64')}` }, stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await new Promise<string>((resolve, reject) => {
      child.on('exit', (code) => { reject(new Error(`Azurite ended with ${code}`)); });
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = /listens on (https:\S+)/.exec(line)?.[1];
        if (found !== undefined) { resolve(found.replace('127.0.0.1', 'localhost')); }
      });
    });
    const ended = new Promise<void>((resolve) => { child.on('exit', () => { resolve(); }); });
    return new Storage(url, readFileSync(ca, 'utf8'), () => {
      child.kill();
      return ended;
    });
  }

  private constructor(readonly url: string, private readonly ca: string, readonly stop: () => Promise<void>) {}

  /** Path of a blob below a server that stands for storage. */
  pathOf(blob: string): string {
    return `/${ACCOUNT}/${CONTAINER}/${blob}`;
  }

  async createContainer(token: string): Promise<void> {
    await this.put(`/${ACCOUNT}/${CONTAINER}?restype=container`, token, Buffer.alloc(0), {});
  }

  async upload(blob: string, content: Buffer, token: string): Promise<void> {
    await this.put(this.pathOf(blob), token, content, { 'x-ms-blob-type': 'BlockBlob' });
  }

  /** https://learn.microsoft.com/rest/api/storageservices/put-blob */
  private put(path: string, token: string, body: Buffer, headers: Readonly<Record<string, string>>): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = send(new URL(path, this.url), {
        method: 'PUT',
        ca: this.ca,
        headers: { ...headers, 'authorization': `Bearer ${token}`, 'x-ms-version': '2023-11-03', 'content-length': body.length },
      }, (answer) => {
        answer.resume();
        if (answer.statusCode === 201) { resolve(); } else { reject(new Error(`storage answered ${answer.statusCode} to PUT ${path}`)); }
      });
      request.on('error', reject).end(body);
    });
  }
}
