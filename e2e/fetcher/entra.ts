import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { decodeJwt, errors, jwtVerify, SignJWT } from 'jose';
import type { CertificateFiles } from '../cluster/certificates';

export const TENANT = '0f8fad5b-d9cb-469f-a165-70867728950e';
export const CLIENT = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
export const SUBJECT = 'system:serviceaccount:boston-housing:boston-housing';
const ISSUER = 'https://oidc.cluster.example/';
const EXCHANGE = 'api://AzureADTokenExchange';

/** Seconds from now. */
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

export interface Assertion {
  readonly subject?: string;
  readonly audience?: string;
  readonly expiresInSeconds?: number;
  /** Signed by a key that is not the cluster's. */
  readonly forged?: boolean;
}

/**
 * Entra ID's token endpoint for federated workloads: takes the assertion of a service account's token and gives an access token for it, or refuses in
 * Entra's own words (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, "Third case").
 */
export class Entra {
  static async start(files: CertificateFiles): Promise<Entra> {
    const entra = new Entra(files);
    await new Promise<void>((resolve) => { entra.server.listen(0, '127.0.0.1', resolve); });
    return entra;
  }

  /** What an access token is worth from now on; negative for one that has expired already. */
  accessTokenSeconds = 3600;
  /** Answers all exchanges with this status; 0 for a service that works. */
  outage = 0;
  readonly exchanges: Record<string, unknown>[] = [];
  private readonly cluster = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly server: Server;

  private constructor({ certificate, key }: CertificateFiles) {
    this.server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        void this.answer(request.url ?? '', `https://${request.headers.host}/`, new URLSearchParams(Buffer.concat(chunks).toString())).then(({ status, body }) => {
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
        });
      });
    });
  }

  get authority(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}/`;
  }

  /** A service account's token, as the kubelet would put it into the pod. */
  serviceAccountToken({ subject = SUBJECT, audience = EXCHANGE, expiresInSeconds = 3600, forged = false }: Assertion = {}): Promise<string> {
    const key: KeyObject = (forged ? this.stranger : this.cluster).privateKey;
    return new SignJWT({}).setProtectedHeader({ alg: 'RS256' }).setIssuer(ISSUER).setSubject(subject).setAudience(audience)
      .setIssuedAt(inSeconds(expiresInSeconds - 3600)).setExpirationTime(inSeconds(expiresInSeconds)).sign(key);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(url: string, authority: string, form: URLSearchParams): Promise<{ status: number; body: object }> {
    if (url.includes('/.well-known/openid-configuration')) {
      const base = `${authority}${TENANT}`;
      return { status: 200, body: { issuer: `${base}/v2.0`, authorization_endpoint: `${base}/oauth2/v2.0/authorize`, token_endpoint: `${base}/oauth2/v2.0/token`, jwks_uri: `${base}/keys` } };
    }
    if (!url.startsWith(`/${TENANT}/oauth2/v2.0/token`)) { return { status: 404, body: {} }; }
    if (this.outage > 0) { return { status: this.outage, body: { error: 'temporarily_unavailable', error_description: 'AADSTS90033: A transient error has occurred.' } }; }
    const refusal = await this.refusal(form);
    if (refusal !== undefined) {
      return { status: 401, body: { error: 'invalid_client', error_description: `${refusal} Trace ID: 00000000-0000-0000-0000-000000000000`, error_codes: [Number(/\d+/.exec(refusal)![0])] } };
    }
    this.exchanges.push({ scope: form.get('scope'), subject: decodeJwt(form.get('client_assertion')!).sub });
    return { status: 200, body: { token_type: 'Bearer', expires_in: Math.max(this.accessTokenSeconds, 3600), access_token: await this.accessToken() } };
  }

  /** AADSTS codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
  private async refusal(form: URLSearchParams): Promise<string | undefined> {
    if (form.get('client_id') !== CLIENT) { return 'AADSTS700016: Application was not found in the directory.'; }
    if (form.get('grant_type') !== 'client_credentials' || form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') {
      return 'AADSTS900144: The request body must contain the parameter client_assertion.';
    }
    if (form.get('scope') !== 'https://storage.azure.com/.default') { return 'AADSTS500011: The resource principal was not found in the tenant.'; }
    try {
      const { payload } = await jwtVerify(form.get('client_assertion') ?? '', this.cluster.publicKey, { issuer: ISSUER, audience: EXCHANGE, algorithms: ['RS256'] });
      return payload.sub === SUBJECT ? undefined : `AADSTS700213: No matching federated identity record found for presented assertion subject '${payload.sub}'.`;
    } catch (error) {
      if (error instanceof errors.JWTExpired) { return 'AADSTS700024: Client assertion is not within its valid time range.'; }
      if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') { return 'AADSTS700212: No matching federated identity record found for presented assertion audience.'; }
      return 'AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application.';
    }
  }

  accessToken(): Promise<string> {
    const end = inSeconds(this.accessTokenSeconds);
    return new SignJWT({ appid: CLIENT }).setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).setIssuer(`https://sts.windows.net/${TENANT}/`).setAudience('https://storage.azure.com')
      .setIssuedAt(end - 3600).setNotBefore(end - 3600).setExpirationTime(end).sign(this.own.privateKey);
  }
}
