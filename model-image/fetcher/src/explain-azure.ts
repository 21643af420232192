import { FetchFailure } from './failure';

interface AzureError {
  readonly name?: string;
  readonly message?: string;
  /** Of storage: its own word, as BlobNotFound; of the network: Node's, as ECONNREFUSED. */
  readonly code?: string;
  readonly statusCode?: number;
  readonly cause?: unknown;
  /** Of Entra ID. */
  readonly errorResponse?: { readonly error?: string; readonly errorDescription?: string };
}

const IDENTITY_ERRORS = new Set(['AuthenticationError', 'AuthenticationRequiredError', 'CredentialUnavailableError']);

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|SSL/;

/**
 * What an error of the Azure SDK means for a fetch: its kind, and one sentence that says what to do.
 *
 * @param name of what was fetched, for the sentence
 * @param entraOutage why Entra ID did not answer, where it did not
 */
export function explainAzure(error: unknown, name: string, entraOutage?: Error): FetchFailure {
  if (error instanceof FetchFailure) return error;
  const chain = causes(error);
  const failure: Fail = (kind, message) => new FetchFailure(kind, message, { cause: error });
  const identity = chain.find((item) => IDENTITY_ERRORS.has(item.name ?? ''));
  if (identity !== undefined) {
    return entraOutage === undefined ? explainIdentity(identity, failure) : explainConnection(causes(entraOutage), 'Entra ID', failure);
  }
  const answered = chain.find(({ statusCode }) => statusCode !== undefined);
  return answered === undefined ? explainConnection(chain, name, failure) : explainStatus(answered, name, failure);
}

type Fail = (kind: FetchFailure['kind'], message: string) => FetchFailure;

function explainConnection(chain: readonly AzureError[], name: string, failure: Fail): FetchFailure {
  const certificate = chain.find(({ code }) => CERTIFICATE.test(code ?? ''));
  return certificate === undefined
    ? failure('network', `the connection failed (${reason(chain)}): ${name}`)
    : failure('certificate', `the certificate of the server could not be verified (${certificate.code}): ${name}`);
}

function explainIdentity(identity: AzureError, failure: Fail): FetchFailure {
  const description = firstLine(identity.errorResponse?.errorDescription ?? identity.message ?? '');
  // AADSTS700024: the assertion is not within its valid time range (https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
  if (description.includes('AADSTS700024')) return failure('identity', `the token of the service account has expired, so Entra ID refused it (${description})`);
  return failure('identity', `Entra ID refused the identity of the pod (${description}); its federated credential must name this namespace and service account`);
}

function explainStatus({ statusCode = 0, code = '', message = '' }: AzureError, name: string, failure: Fail): FetchFailure {
  const said = code === '' ? `status ${statusCode}` : `${statusCode} ${code}`;
  // Azure answers 401 to a token that it does not take, Azurite 403; both with this word.
  if (statusCode === 401 || code === 'AuthenticationFailed' || code === 'InvalidAuthenticationInfo') {
    return failure('identity', `storage refused the token (${said}): ${name}`);
  }
  switch (statusCode) {
    case 403:
      return failure('forbidden', `the identity may not read the blob (${said}); it needs the role Storage Blob Data Reader, and the account's firewall must let the cluster in: ${name}`);
    case 404:
      return failure('missing', `there is no such blob (${said}): ${name}`);
    case 409:
    case 412:
    case 416:
      return failure('changed', `the blob was changed while it was fetched (${said}): ${name}`);
    default:
      return statusCode === 408 || statusCode === 429 || statusCode >= 500
        ? failure('network', `storage is not available (${said}): ${name}`)
        : failure('forbidden', `storage refused the request (${said}, ${firstLine(message)}): ${name}`);
  }
}

function causes(error: unknown): AzureError[] {
  const chain: AzureError[] = [];
  for (let item = error; typeof item === 'object' && item !== null && chain.length < 8; item = (item as AzureError).cause) chain.push(item as AzureError);
  return chain;
}

const reason = (chain: readonly AzureError[]): string =>
  chain.map(({ code }) => code).findLast((code) => code !== undefined && code !== '' && code !== 'REQUEST_SEND_ERROR') ?? firstLine(chain[0]?.message ?? 'cut');

const firstLine = (text: string): string => text.split('\n', 1)[0].trim().replace(/\.$/, '').slice(0, 300);
