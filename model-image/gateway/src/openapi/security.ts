import type { Schema } from './column-schema';
import { answers, refusals } from './responses';
import type { GatewayConfig } from '../config/config';

export interface Security {
  readonly security: readonly Schema[];
  readonly schemes: Readonly<Record<string, Schema>>;
  /** Statuses that a request without the right credential meets. */
  readonly refused: readonly number[];
  /** The paths by which a token is got. */
  readonly login: Readonly<Record<string, Schema>>;
}

const BEARER = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' };

/** How clients say who they are, by the configuration's way of authentication. */
export function securityOf({ auth }: GatewayConfig): Security {
  switch (auth.mode) {
    case 'none': return { security: [], schemes: {}, refused: [], login: {} };
    case 'basic': return { security: [{ basic: [] }], schemes: { basic: { type: 'http', scheme: 'basic' } }, refused: [401, 429], login: {} };
    case 'entra': return { security: [{ entra: [] }], schemes: { entra: { ...BEARER, description: 'A token of Microsoft Entra ID' } }, refused: [401, 403, 503], login: {} };
    case 'password': return { security: [{ token: [] }], schemes: { token: { ...BEARER, description: 'A token of POST /login' } }, refused: [401], login: { '/login': { post: LOGIN } } };
  }
}

const LOGIN: Schema = {
  operationId: 'login',
  summary: 'Get a token for name and password',
  security: [],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: { type: 'object', required: ['username', 'password'], properties: { username: { type: 'string' }, password: { type: 'string', format: 'password' } } },
        example: { username: '', password: '' },
      },
    },
  },
  responses: {
    ...answers('A token', {
      'application/json': {
        type: 'object',
        required: ['token_type', 'access_token', 'expires_in'],
        properties: { token_type: { const: 'Bearer' }, access_token: { type: 'string' }, expires_in: { type: 'integer', description: 'Seconds' } },
      },
    }),
    ...refusals(400, 401, 408, 413, 429),
  },
};
