import type { Schema } from './column-schema';

type Responses = Readonly<Record<string, unknown>>;

/** What every refusal has: https://www.rfc-editor.org/rfc/rfc9457 */
export const PROBLEM: Schema = {
  type: 'object',
  required: ['title', 'status', 'requestId'],
  properties: {
    title: { type: 'string', description: 'What is wrong, in a sentence' },
    status: { type: 'integer' },
    reason: { type: 'string', description: 'What the model said' },
    violations: {
      type: 'array',
      description: 'What does not fit the contract; the first hundred',
      items: {
        type: 'object',
        required: ['column', 'found', 'allowed'],
        properties: { row: { type: 'integer', minimum: 1 }, column: { type: 'string' }, found: { type: 'string' }, allowed: { type: 'string' } },
      },
    },
    violationCount: { type: 'integer' },
    requestId: { type: 'string' },
  },
};

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'Not JSON, CSV or UTF-8, or none of the forms',
  401: 'No credential, or one that is not valid',
  403: 'The token has none of the roles',
  405: 'Another method',
  408: 'The request came too slowly',
  413: 'The body is over the limit, or has more rows than the queue can hold',
  415: 'Another content type or charset',
  422: 'The rows do not fit the contract',
  429: 'Too many failed logins',
  500: 'The model failed',
  503: 'No room or no worker; Retry-After says when to come back',
  504: 'Not answered by the deadline',
};

const RETRY = { 'Retry-After': { description: 'Seconds', schema: { type: 'integer', minimum: 1 } } };

export function refusals(...statuses: number[]): Responses {
  return Object.fromEntries(statuses.map((status) => [String(status), {
    description: DESCRIPTIONS[status],
    ...(status === 503 || status === 429 ? { headers: RETRY } : {}),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }]));
}

export function answers(description: string, content: Readonly<Record<string, Schema>>): Responses {
  return { 200: { description, content: Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema }])) } };
}
