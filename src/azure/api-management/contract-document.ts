import { rowSchema, type Schema } from './column-schema';
import type { ScoringValues } from '../../spec/values';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Schema): Schema => ({ 'application/json': { schema } });
const answer = (description: string, content: Schema): Schema => ({ description, content });

const PROBLEM: Schema = {
  type: 'object',
  required: ['title', 'status', 'requestId'],
  properties: { title: { type: 'string' }, status: { type: 'integer' }, requestId: { type: 'string' } },
};

const LOGIN: Schema = {
  operationId: 'login',
  summary: 'Get a token for name and password',
  requestBody: {
    required: true,
    content: json({ type: 'object', required: ['username', 'password'], properties: { username: { type: 'string' }, password: { type: 'string', format: 'password' } } }),
  },
  responses: {
    200: answer('A token', json({ type: 'object', properties: { token_type: { type: 'string' }, access_token: { type: 'string' }, expires_in: { type: 'integer' } } })),
    default: { $ref: '#/components/responses/Refused' },
  },
};

/**
 * A model's contract as API Management imports it: OpenAPI 3.0.3, which it reads and writes, where it only reads the 3.1 that the runtime
 * itself answers with (https://learn.microsoft.com/azure/api-management/api-management-api-import-restrictions#openapi-specifications).
 * Of the forms that rows may have the first, a list of records; the others are taken all the same, because API Management checks no bodies.
 */
export function contractDocument({ name, version, description, endpoint: { host, path }, auth, inputs, outputs }: ScoringValues): Schema {
  const rows = (row: string) => ({ type: 'array', minItems: 1, items: ref(row) });
  return {
    openapi: '3.0.3',
    info: { title: name, version, ...description === '' ? {} : { description } },
    servers: [{ url: `https://${host}${path === '/' ? '' : path}` }],
    paths: {
      '/score': {
        post: {
          operationId: 'score',
          summary: 'Score rows',
          requestBody: { required: true, content: { ...json(rows('Row')), 'text/csv': { schema: { type: 'string' } } } },
          responses: {
            200: answer('The predictions', { ...json(rows('Prediction')), 'text/csv': { schema: { type: 'string' } } }),
            default: { $ref: '#/components/responses/Refused' },
          },
        },
      },
      '/metadata': {
        get: {
          operationId: 'metadata',
          summary: 'Which model this is, what runs it, what it takes',
          responses: { 200: answer('The model', json({ type: 'object' })), default: { $ref: '#/components/responses/Refused' } },
        },
      },
      ...auth.mode === 'password' ? { '/login': { post: LOGIN } } : {},
    },
    components: {
      schemas: {
        Row: rowSchema(inputs),
        // A prediction that fails is null, whatever the contract says.
        Prediction: rowSchema(outputs.map((column) => ({ ...column, nullable: true, minimum: null, maximum: null }))),
        Problem: PROBLEM,
      },
      responses: { Refused: answer('What is wrong, in a sentence', { 'application/problem+json': { schema: ref('Problem') } }) },
    },
  };
}
