import type { MlService } from './service';
import { swaggerDefinitions } from './swagger-definitions';

type Json = Readonly<Record<string, unknown>>;

const ref = (name: string): Json => ({ $ref: `#/definitions/${name}` });
const strings = { type: 'array', items: { type: 'string' } };
const failure = (...reasons: string[]): Json => ({ description: `Error \n * ${reasons.join(' \n * ')}`, schema: ref('Error') });
const NOT_FOUND = '404 - Execution not found';
const BAD_REQUEST = '400 - Bad request';

const EXECUTION = { name: 'executionId', in: 'path', description: 'Id of the execution.', required: true, type: 'string' };
const INDEX = { name: 'index', in: 'path', description: 'Index of the item in the batch.', required: true, type: 'integer' };
const FILE = { name: 'fileName', in: 'path', description: 'Name of the file.', required: true, type: 'string' };

/**
 * The service's swagger.json: Swagger 2.0, with the paths, operations and definitions of Machine Learning Server 9.3, and the parameters typed by
 * the model's contract.
 */
export function swaggerOf(service: MlService): string {
  const { name, version, basePath } = service;
  const at = `/api/${name}/${version}`;
  return JSON.stringify({
    swagger: '2.0',
    info: { description: '', title: name, version },
    ...(basePath === '/' ? {} : { basePath }),
    schemes: ['http', 'https'],
    securityDefinitions: { Bearer: { type: 'apiKey', name: 'Authorization', in: 'header' } },
    tags: [{ name, description: '' }],
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: {
      ...(service.logsIn ? loginPaths() : {}),
      [at]: { post: consumeOperation(service) },
      [`${at}/batch`]: { post: startOperation(service), get: operation(service, 'GetBatchExecutions', `Gets all batch executions for ${name}.`, [], strings, failure(BAD_REQUEST)) },
      [`${at}/batch/{executionId}`]: {
        get: operation(service, 'GetBatchExecutionStatus', 'Gets state and results of a batch execution.', [
          EXECUTION,
          { name: 'showPartialResults', in: 'query', description: 'Answers the results that are there though the execution is not complete.', required: false, type: 'boolean' },
        ], ref('BatchWebServiceResult'), failure(NOT_FOUND, BAD_REQUEST)),
        delete: operation(service, 'CancelAndDeleteBatchExecution', 'Cancels and deletes a batch execution.', [EXECUTION], strings, failure(NOT_FOUND, BAD_REQUEST)),
      },
      [`${at}/batch/{executionId}/{index}/files`]: {
        get: operation(service, 'GetBatchExecutionFiles', 'Gets the names of an item\'s files.', [EXECUTION, INDEX], strings, failure(NOT_FOUND, BAD_REQUEST)),
      },
      [`${at}/batch/{executionId}/{index}/files/{fileName}`]: {
        get: operation(service, 'GetBatchExecutionFile', 'Gets a file of an item.', [EXECUTION, INDEX, FILE], { type: 'file' }, failure(NOT_FOUND, '404 - File not found', BAD_REQUEST)),
      },
    },
    definitions: swaggerDefinitions(service),
  });
}

const secured = ({ name }: MlService): Json => ({ security: [{ Bearer: [] }], tags: [name] });

function operation(service: MlService, operationId: string, summary: string, parameters: readonly Json[], schema: Json, error: Json): Json {
  return { ...secured(service), summary, operationId, parameters, responses: { 200: { description: 'OK', schema }, default: error } };
}

function responses(status: 200 | 202, description: string, result: string): Json {
  return {
    [status]: { description, schema: ref(result) },
    400: { description: 'Bad Request.', schema: ref('Error') },
    500: { description: 'Internal Server Error.', schema: ref('Error') },
    default: { description: 'Unexpected error.', schema: ref('Error') },
  };
}

function consumeOperation(service: MlService): Json {
  return {
    ...secured(service),
    description: `Consume the ${service.name} web service.`,
    operationId: service.operationId,
    parameters: [{ name: 'WebServiceParameters', in: 'body', required: true, description: 'Input parameters to the web service.', schema: ref('InputParameters') }],
    responses: responses(200, 'OK', 'WebServiceResult'),
  };
}

function startOperation(service: MlService): Json {
  return {
    ...secured(service),
    description: `Consume the ${service.name} web service asynchronously.`,
    operationId: 'StartBatchExecution',
    parameters: [
      { name: 'BatchWebServiceParameters', in: 'body', required: true, description: 'Input parameters to the web service.', schema: { type: 'array', items: ref('InputParameters') } },
      { name: 'parallelCount', in: 'query', description: 'Items that are scored at a time; 10 when left out.', required: false, type: 'integer', format: 'int32' },
    ],
    responses: responses(202, 'Accepted', 'StartBatchExecutionResponse'),
  };
}

function loginPaths(): Json {
  const body = (name: string, definition: string): Json => ({ name, in: 'body', required: true, schema: ref(definition) });
  const reply = (description: string, error: string): Json => ({ 200: { description, schema: ref('AccessTokenResponse') }, default: failure(error) });
  const user = (operationId: string, summary: string, parameters: readonly Json[], responded: Json): Json => ({ operationId, summary, parameters, tags: ['User'], responses: responded });
  const invalid = '401 - Invalid or expired refresh token';
  const token = { name: 'refreshToken', in: 'query', description: 'The refresh token to be revoked', required: true, type: 'string' };
  return {
    '/login': { post: user('login', 'Logs the user in', [body('loginRequest', 'LoginRequest')], reply('Login successful', '401 - Invalid Password')) },
    '/login/refreshToken': {
      post: user(
        'renewToken', 'The user renews access token and refresh token', [body('renewTokenRequest', 'RenewTokenRequest')],
        reply('Access token and refresh token updated successfully', invalid),
      ),
      delete: user('revokeRefreshToken', 'The user revokes a refresh token', [token], reply('Refresh token revoked successfully', invalid)),
    },
  };
}
