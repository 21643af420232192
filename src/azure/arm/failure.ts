import type { ArmConnection } from './connect';
import { explained, type FailureContext } from './explanations';
import { type ArmError, innermostErrors } from './innermost';
import { isLost } from './passing';

/** What Azure or the way to it refuses, in words for the person at the keyboard. */
export class ArmFailure extends Error {}

/** An answer that came without a fault and says that the operation failed. */
export class RefusedOperation extends Error {
  constructor(readonly body: object) { super('refused'); }
}

interface ThrownError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly statusCode?: number;
}

/** Codes by status, for an answer without a code: a proxy's, or a body that is cut off. */
const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'InvalidAuthenticationToken', 403: 'AuthorizationFailed', 429: 'TooManyRequests', 500: 'InternalServerError', 502: 'BadGateway', 503: 'ServiceUnavailable', 504: 'GatewayTimeout',
};

/** An error that the clients threw, in words. One that is nobody's but the program's own is left as it is. */
export function armFailure(error: unknown, connection: Pick<ArmConnection, 'lastError'>, context: FailureContext): unknown {
  const { name = '', message = '', code = '', statusCode } = error as ThrownError;
  if (error instanceof ArmFailure) { return error; }
  if (error instanceof RefusedOperation) { return new ArmFailure(innermostErrors(error.body).map((each) => explained(each, context)).join('\n')); }
  if (isLost(error)) {
    return new ArmFailure(`Azure Resource Manager can't be reached (${message}); look at the network, a proxy (HTTPS_PROXY) or a firewall. What was begun goes on in Azure: run this again, it picks that up`);
  }
  if (/^(CredentialUnavailable|AggregateAuthentication|AuthenticationRequired|Authentication)Error$/.test(name)) {
    return new ArmFailure(explained(loginError(name, message), context));
  }
  // The clients put what a long operation ended with into a message.
  const isOperation = message.startsWith('The long-running operation has failed');
  if (statusCode === undefined && code === '' && !isOperation) { return error; }
  const body = connection.lastError() as { readonly error?: { readonly code?: string } } | undefined;
  // The last answer with an error may have been one that was to be expected, such as a group that is not there.
  const errors = isOperation || body?.error?.code === code ? innermostErrors(body) : [];
  const found = errors.length > 0 ? errors : [{ code: code === '' ? BY_STATUS[statusCode ?? 0] ?? '' : code, message }];
  return new ArmFailure(found.map((each) => explained(each, context)).join('\n'));
}

/** Microsoft Entra ID's own code where it spoke (https://learn.microsoft.com/entra/identity-platform/reference-error-codes), else which login is missing. */
function loginError(name: string, message: string): ArmError {
  const [code] = /AADSTS\d+/.exec(message) ?? [];
  if (code !== undefined) { return { code, message: message.split(/\r?\n/).find((line) => line.includes(code))!.trim() }; }
  return { code: name, message: 'No login was found: neither in the environment\'s variables, nor a managed identity, nor that of az, azd or PowerShell' };
}
