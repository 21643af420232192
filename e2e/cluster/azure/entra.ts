import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createLocalJWKSet, errors, exportJWK, generateKeyPair, type JSONWebKeySet, type JWK, jwtVerify, type KeyLike, SignJWT } from 'jose';
import type { ClusterApi } from './cluster-api';
import type { FederatedCredential } from './settings';

const HOST = 'login.microsoftonline.com';
const AUDIENCE = 'api://AzureADTokenExchange';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const LIFETIME_SECONDS = 3600;

export interface EntraAnswer {
  readonly status: number;
  readonly json: object;
}

/** A refusal with Entra ID's number (https://learn.microsoft.com/entra/identity-platform/reference-error-codes). */
class Refused extends Error {
  constructor(readonly code: number, message: string, readonly error = 'invalid_client') {
    super(message);
  }
}

/**
 * Entra ID's token endpoint, for managed identities that trust the cluster's service accounts. It really verifies what is shown to it, against the
 * keys that the API server publishes: signature, issuer, audience, time, and that the subject is one that the identity trusts.
 */
export class Entra {
  static async create(api: ClusterApi, federation: string): Promise<Entra> {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
    return new Entra(api, federation, privateKey, { ...await exportJWK(publicKey), kid: randomUUID(), use: 'sig', alg: 'RS256' });
  }

  private constructor(
    private readonly api: ClusterApi,
    private readonly federation: string,
    private readonly key: KeyLike,
    private readonly published: JWK,
  ) {}

  async answer(method: string, { pathname, searchParams }: URL, body: string): Promise<EntraAnswer> {
    const [, tenant, ...rest] = pathname.split('/');
    switch (`${method} ${rest.join('/')}`) {
      case 'GET discovery/instance': return { status: 200, json: instances(searchParams) };
      case 'GET v2.0/.well-known/openid-configuration': return { status: 200, json: configuration(tenant) };
      case 'GET discovery/v2.0/keys': return { status: 200, json: { keys: [this.published] } };
      case 'POST oauth2/v2.0/token': return this.token(tenant, new URLSearchParams(body));
      default: return { status: 404, json: { error: 'not_found', error_description: `there is no ${method} ${pathname}` } };
    }
  }

  private async token(tenant: string, form: URLSearchParams): Promise<EntraAnswer> {
    try {
      return { status: 200, json: await this.exchange(tenant, form) };
    } catch (error) {
      if (!(error instanceof Refused)) { throw error; }
      const { code, message } = error;
      const ids = { trace_id: randomUUID(), correlation_id: form.get('client-request-id') ?? randomUUID() };
      const description = `AADSTS${code}: ${message} Trace ID: ${ids.trace_id} Correlation ID: ${ids.correlation_id} Timestamp: ${new Date().toISOString()}`;
      return { status: error.error === 'invalid_client' ? 401 : 400, json: { error: error.error, error_description: description, error_codes: [code], timestamp: new Date().toISOString(), ...ids } };
    }
  }

  private async exchange(tenant: string, form: URLSearchParams): Promise<object> {
    if (form.get('grant_type') !== 'client_credentials') { throw new Refused(70003, 'The app requested an unsupported grant type.', 'unsupported_grant_type'); }
    if (form.get('client_assertion_type') !== ASSERTION_TYPE) { throw new Refused(7000216, "'client_assertion' or 'client_secret' is required for the 'client_credentials' grant type."); }
    const scope = form.get('scope')?.split(' ').find((each) => each.endsWith('/.default'));
    if (scope === undefined) { throw new Refused(1002012, 'The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.', 'invalid_scope'); }
    const clientId = form.get('client_id') ?? '';
    const credentials = this.credentials().filter((each) => each.clientId === clientId);
    if (credentials.length === 0) { throw new Refused(700016, `Application with identifier '${clientId}' was not found in the directory '${tenant}'.`, 'unauthorized_client'); }
    const subject = await this.verifiedSubject(form.get('client_assertion') ?? '');
    if (!credentials.some((each) => each.subject === subject)) { throw new Refused(700213, `No matching federated identity record found for presented assertion subject '${subject}'.`); }
    const accessToken = await new SignJWT({ appid: clientId, oid: clientId, tid: tenant, ver: '1.0' })
      .setProtectedHeader({ alg: 'RS256', kid: this.published.kid, typ: 'JWT' })
      .setIssuer(`https://sts.windows.net/${tenant}/`).setAudience(scope.slice(0, -'/.default'.length)).setSubject(clientId)
      .setIssuedAt().setNotBefore('-5m').setExpirationTime(`${LIFETIME_SECONDS}s`).sign(this.key);
    return { token_type: 'Bearer', expires_in: LIFETIME_SECONDS - 1, ext_expires_in: LIFETIME_SECONDS - 1, access_token: accessToken };
  }

  /** The subject of a token that the cluster signed for this exchange. */
  private async verifiedSubject(assertion: string): Promise<string> {
    const { issuer } = await this.api.get<{ issuer: string }>('/.well-known/openid-configuration');
    const keys = createLocalJWKSet(await this.api.get<JSONWebKeySet>('/openid/v1/jwks'));
    try {
      const { payload } = await jwtVerify(assertion, keys, { issuer, audience: AUDIENCE, algorithms: ['RS256'], requiredClaims: ['exp', 'sub'] });
      return payload.sub!;
    } catch (error) {
      if (error instanceof errors.JWTExpired) { throw new Refused(700024, 'Client assertion is not within its valid time range.'); }
      if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') { throw new Refused(700212, 'No matching federated identity record found for presented assertion audience.'); }
      if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iss') { throw new Refused(700211, 'No matching federated identity record found for presented assertion issuer.'); }
      if (error instanceof errors.JOSEError) { throw new Refused(700027, 'The certificate with identifier used to sign the client assertion is not registered on application.'); }
      throw error;
    }
  }

  private credentials(): readonly FederatedCredential[] {
    return existsSync(this.federation) ? JSON.parse(readFileSync(this.federation, 'utf8')) as FederatedCredential[] : [];
  }
}

function configuration(tenant: string): object {
  const root = `https://${HOST}/${tenant}`;
  return {
    issuer: `${root}/v2.0`,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    token_endpoint: `${root}/oauth2/v2.0/token`,
    jwks_uri: `${root}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function instances(query: URLSearchParams): object {
  return {
    'tenant_discovery_endpoint': (query.get('authorization_endpoint') ?? `https://${HOST}/common`).replace(/\/oauth2\/.*$/, '') + '/v2.0/.well-known/openid-configuration',
    'api-version': '1.1',
    'metadata': [{ preferred_network: HOST, preferred_cache: 'login.windows.net', aliases: [HOST, 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'] }],
  };
}
