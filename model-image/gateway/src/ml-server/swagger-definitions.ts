import type { MlColumn, MlParameter, MlService } from './service';

type Schema = Readonly<Record<string, unknown>>;

const text = (description?: string): Schema => ({ type: 'string', ...(description === undefined ? {} : { description }) });
const count = (description: string): Schema => ({ type: 'integer', format: 'int32', description });
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({ type: 'object', properties });

const LOGIN: Readonly<Record<string, Schema>> = {
  LoginRequest: { ...object({ username: text('The name of the user.'), password: text('The password of the user.') }), required: ['username', 'password'] },
  RenewTokenRequest: { ...object({ refreshToken: text('A currently valid refresh token.') }), required: ['refreshToken'] },
  AccessTokenResponse: object({
    token_type: text(),
    access_token: text(),
    expires_in: { type: 'integer', format: 'int32', description: 'Seconds.' },
    expires_on: { type: 'integer', format: 'int64', description: 'Seconds since 1970.' },
    refresh_token: text(),
  }),
};

/** The document's definitions: the service's own parameters, and what all services have in common. */
export function swaggerDefinitions({ inputs, outputs, logsIn }: MlService): Readonly<Record<string, Schema>> {
  return {
    InputParameters: { ...parameters(inputs), required: inputs.map(({ name }) => name) },
    OutputParameters: parameters(outputs),
    Error: object({ code: { type: 'integer', format: 'int32' }, message: text(), fields: text() }),
    WebServiceResult: object({
      success: { type: 'boolean', description: 'Whether the model could score.' },
      errorMessage: text('R\'s message when it could not.'),
      consoleOutput: text('Always empty: nothing of R\'s console is kept.'),
      changedFiles: { type: 'array', items: text(), description: 'Always empty: a model has no files to change.' },
      outputParameters: { $ref: '#/definitions/OutputParameters' },
      outputFiles: { type: 'object', additionalProperties: text(), description: 'Always empty: a model has no files to answer.' },
    }),
    StartBatchExecutionResponse: object({ batchExecutionId: text('Id of the asynchronous execution.') }),
    BatchWebServiceResult: object({
      state: { type: 'string', enum: ['pending', 'inProgress', 'ready', 'complete'], description: 'How far the execution has come.' },
      completedItemCount: count('Items that are done.'),
      totalItemCount: count('Items of the execution.'),
      parallelCount: count('Items that are scored at a time.'),
      batchExecutionResults: {
        type: 'array',
        items: { $ref: '#/definitions/WebServiceResult' },
        description: 'In the order of the items. Before the execution is complete, and if asked for: those before the first that is not done.',
      },
    }),
    ...(logsIn ? LOGIN : {}),
  };
}

function parameters(given: readonly MlParameter[]): Schema {
  return object(Object.fromEntries(given.map((parameter) => [parameter.name, parameterSchema(parameter)])));
}

/** The description is the parameter's type in R, as Machine Learning Server has it. */
function parameterSchema({ type, columns }: MlParameter): Schema {
  if (columns === null) return { type: 'object', description: type };
  if (type === 'vector') return { ...vector(columns[0]), description: type };
  const required = columns.filter(({ nullable }) => !nullable).map(({ name }) => name);
  return {
    ...object(Object.fromEntries(columns.map((column) => [column.name, vector(column)]))),
    description: type,
    ...(required.length === 0 ? {} : { required }),
  };
}

function vector(column: MlColumn): Schema {
  // Swagger 2.0 has no null; the extension is the one that generators know.
  return { type: 'array', items: { ...valueSchema(column), ...(column.nullable ? { 'x-nullable': true } : {}) } };
}

function valueSchema({ type }: MlColumn): Schema {
  switch (type) {
    case 'double': case 'any': return { type: 'number', format: 'double' };
    case 'integer': return { type: 'integer', format: 'int32' };
    case 'integer64': return { type: 'integer', format: 'int64' };
    case 'logical': return { type: 'boolean' };
    case 'date': return { type: 'string', format: 'date' };
    case 'datetime': return { type: 'string', format: 'date-time' };
    default: return { type: 'string' };
  }
}
