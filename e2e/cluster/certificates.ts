import 'reflect-metadata';
import { generateKeyPairSync, KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import {
  BasicConstraintsExtension, ExtendedKeyUsage, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension, SubjectAlternativeNameExtension,
  X509CertificateGenerator, type JsonGeneralName, type X509Certificate,
} from '@peculiar/x509';

const KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const LIFETIME_DAYS = 30;
/** Clocks of the components are the same; this is for a clock that is set back while they run. */
const BACKDATE_MINUTES = 5;

/** Names of the files of a certificate and of its key. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

export interface Subject {
  readonly commonName: string;
  /** A Kubernetes group, for a client. */
  readonly organization?: string;
  /** DNS names and IP addresses; a certificate with any is a server's, one with none a client's. */
  readonly hosts?: readonly string[];
}

/** A certificate authority that exists for one cluster and dies with it. */
export class CertificateAuthority {
  static async create(folder: string, name: string): Promise<CertificateAuthority> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.createSelfSigned({
      ...validity(),
      name: `CN=${name}`,
      keys,
      signingAlgorithm: KEY,
      extensions: [new BasicConstraintsExtension(true, undefined, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true)],
    });
    return new CertificateAuthority(folder, write(folder, name, certificate, keys), certificate, keys);
  }

  private constructor(
    private readonly folder: string,
    readonly files: CertificateFiles,
    private readonly certificate: X509Certificate,
    private readonly keys: webcrypto.CryptoKeyPair,
  ) {}

  /** Makes a key and a certificate for it, as `<name>.crt` and `<name>.key`. */
  async issue(name: string, { commonName, organization, hosts = [] }: Subject): Promise<CertificateFiles> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.create({
      ...validity(),
      subject: [{ CN: [commonName] }, ...organization ? [{ O: [organization] }] : []],
      issuer: this.certificate.subject,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: KEY,
      extensions: [
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([hosts.length > 0 ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth]),
        ...hosts.length > 0 ? [new SubjectAlternativeNameExtension(hosts.map(alternativeName))] : [],
      ],
    });
    return write(this.folder, name, certificate, keys);
  }
}

/** The key pair that service account tokens are signed with: RSA, as on AKS, for whoever checks such a token. Answers the key's file. */
export function createSigningKey(folder: string): string {
  const path = join(folder, 'service-accounts.key');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return path;
}

export function base64Of(path: string): string {
  return readFileSync(path).toString('base64');
}

function alternativeName(value: string): JsonGeneralName {
  return { type: isIP(value) ? 'ip' : 'dns', value };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
}

function validity(): { serialNumber: string; notBefore: Date; notAfter: Date } {
  return {
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    notBefore: new Date(Date.now() - BACKDATE_MINUTES * 60_000),
    notAfter: new Date(Date.now() + LIFETIME_DAYS * 86_400_000),
  };
}

function write(folder: string, name: string, certificate: X509Certificate, keys: webcrypto.CryptoKeyPair): CertificateFiles {
  const files = { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  writeFileSync(files.certificate, `${certificate.toString('pem')}\n`);
  writeFileSync(files.key, KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return files;
}
