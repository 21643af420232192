import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { base64Of, type CertificateFiles } from './certificates';

/** Writes a kubeconfig with everything inside it, so that it can be copied; answers its path. */
export function writeKubeconfig(path: string, server: string, authority: CertificateFiles, client: CertificateFiles): string {
  const name = 'plumbline';
  writeFileSync(path, stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'clusters': [{ name, cluster: { server, 'certificate-authority-data': base64Of(authority.certificate) } }],
    'users': [{ name, user: { 'client-certificate-data': base64Of(client.certificate), 'client-key-data': base64Of(client.key) } }],
    'contexts': [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  }), { mode: 0o600 });
  return path;
}
