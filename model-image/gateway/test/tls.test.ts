import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { column, type RunningGateway, startGateway } from './helpers/gateway';
import { folderWith } from './helpers/model-folder';
import { describeWithR } from './helpers/r';
import { completeConfig } from '../src/config/read-config';

/** An authority, a certificate of it for 127.0.0.1 and one for a client, each with its key. */
function certificates(): string {
  const folder = folderWith({ 'san.cnf': 'subjectAltName=IP:127.0.0.1' });
  const openssl = (...options: string[]): void => void execFileSync('openssl', options, { cwd: folder, stdio: 'ignore' });
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=authority');
  for (const name of ['server', 'client']) {
    openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', `${name}.pem`, '-days', '2', '-extfile', 'san.cnf');
  }
  return folder;
}

describeWithR('the scoring port with certificates', () => {
  const folder = certificates();
  const pem = (name: string): Buffer => readFileSync(join(folder, name));
  const serve = (more: object): Promise<RunningGateway> => startGateway({
    path: folderWith({ 'score.R': 'score <- function(model, data) data$x' }),
    inputs: [column('x', 'double')],
    workers: { count: 1 },
    http: { tls: { certificatePath: join(folder, 'server.pem'), keyPath: join(folder, 'server.key'), ...more } },
  });

  function score(running: RunningGateway, client: object): Promise<string> {
    return new Promise((resolve) => {
      const sending = request({ host: '127.0.0.1', port: running.gateway.port, path: '/score', method: 'POST', ca: pem('ca.pem'), headers: { 'content-type': 'application/json' }, ...client }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
      });
      sending.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      sending.end('{"x":7}');
    });
  }

  it('answers over TLS from 1.2 on', async () => {
    const running = await serve({});
    try {
      expect(await score(running, {})).toBe('{"prediction":7}');
      expect(await score(running, { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })).not.toContain('prediction');
    } finally {
      running.stop();
    }
  });

  it('takes only clients with a certificate of the authority, where one is named', async () => {
    const running = await serve({ clientCaPath: join(folder, 'ca.pem') });
    try {
      expect(await score(running, { cert: pem('client.pem'), key: pem('client.key') })).toBe('{"prediction":7}');
      expect(await score(running, {})).not.toContain('prediction');
    } finally {
      running.stop();
    }
  });
});

describe('certificates that are not there', () => {
  it('keep the gateway from starting', async () => {
    await expect(startGateway({ path: __dirname, http: { tls: { certificatePath: '/nowhere/tls.crt', keyPath: '/nowhere/tls.key' } } })).rejects.toThrow('http.tls: ENOENT');
  });

  it('are a mistake of the configuration when only half of them is named', () => {
    expect(() => completeConfig({ auth: { mode: 'none' }, http: { tls: { certificatePath: 'a' } } })).toThrow('http.tls needs both certificatePath and keyPath');
    expect(() => completeConfig({ auth: { mode: 'none' }, http: { tls: { clientCaPath: 'a' } } })).toThrow('http.tls.clientCaPath needs certificatePath and keyPath');
  });
});
