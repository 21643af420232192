import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import { createRequire } from 'node:module';

/** As much of the library for certificates as this needs; its own types are for browsers. */
interface X509 {
  readonly X509CertificateGenerator: { createSelfSigned(options: object): Promise<{ toString(format: 'pem'): string }> };
  readonly SubjectAlternativeNameExtension: new (names: readonly object[]) => object;
}

const KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface ServerCertificate {
  /** PEM; also what a client has to trust. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
}

/** A certificate for `localhost` that lives for a day, and its key. */
export async function localCertificate(): Promise<ServerCertificate> {
  const { X509CertificateGenerator, SubjectAlternativeNameExtension } = createRequire(__filename)('@peculiar/x509') as X509;
  const keys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    keys,
    signingAlgorithm: KEY,
    notBefore: new Date(now - 3_600_000),
    notAfter: new Date(now + 86_400_000),
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
  });
  return { certificate: certificate.toString('pem'), key: String(KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' })) };
}
