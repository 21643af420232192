import type { IncomingMessage } from 'node:http';
import { Problem } from '../http/problem';

/** Who sent a request. */
export interface Identity {
  /** Name of the user or application, for the log. */
  readonly subject: string;
}

/** Tells who sent a request, or refuses it with a Problem 401, 403, 429 or 503. */
export interface Authenticator {
  authenticate(request: IncomingMessage): Identity | Promise<Identity>;
}

/** A refusal that says which scheme would be accepted, and never why exactly a credential was not. */
export class AuthProblem extends Problem {
  constructor(readonly reason: string, message: string, challenge: string, status = 401) {
    super(status, message, {}, { 'www-authenticate': challenge });
  }
}

export const anyone: Authenticator = { authenticate: () => ({ subject: '' }) };

/** The credentials of an Authorization header of this scheme; undefined when there are none. */
export function credentials(request: IncomingMessage, scheme: string): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined || header.length < scheme.length + 2) return undefined;
  return header.slice(0, scheme.length + 1).toLowerCase() === `${scheme} ` ? header.slice(scheme.length + 1).trim() : undefined;
}
