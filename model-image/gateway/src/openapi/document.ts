import { columnSchema, exampleOf, type Schema } from './column-schema';
import { answers, PROBLEM, refusals } from './responses';
import { securityOf } from './security';
import type { GatewayConfig } from '../config/config';
import type { ContractColumn } from '../contract/column';
import { inferColumn } from '../contract/infer';
import { Violations } from '../contract/violations';
import type { Hello } from '../workers/hello';

export interface Described {
  readonly config: GatewayConfig;
  readonly hello: Hello;
  /** null where the model takes whatever comes. */
  readonly columns: readonly ContractColumn[] | null;
  /** Texts by column: the first row of the model's sample.csv. */
  readonly sample: Readonly<Record<string, string>>;
}

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** The gateway's own routes, typed by the model's contract: https://spec.openapis.org/oas/v3.1.1.html */
export function openapiDocument({ config, hello, columns, sample }: Described): Readonly<Record<string, unknown>> {
  const { name, version } = config.model;
  const { security, schemes, refused, login } = securityOf(config);
  return {
    openapi: '3.1.1',
    info: { title: name, version, description: describe(config), ...modelOf(config, hello) },
    servers: [{ url: config.http.basePath }],
    security,
    paths: {
      '/score': { post: scoreOperation(columns ?? sampledColumns(sample), sample, refused) },
      '/metadata': {
        get: {
          operationId: 'metadata',
          summary: 'Which model this is, what runs it, what it takes',
          responses: { ...answers('The model', { 'application/json': { type: 'object' } }), ...refusals(...refused) },
        },
      },
      '/openapi.json': {
        get: { operationId: 'openapi', summary: 'This document', responses: { ...answers('OpenAPI 3.1', { 'application/json': { type: 'object' } }), ...refusals(...refused) } },
      },
      ...login,
    },
    components: { schemas: schemas(columns, config), securitySchemes: schemes },
  };
}

/** What the page shows of the model beside its name and version. */
export function modelOf({ model }: GatewayConfig, hello: Hello): Readonly<Record<string, unknown>> {
  return { 'x-model': { sha256: model.sha256 === '' ? null : model.sha256, class: hello.class, r: hello.r } };
}

function describe({ protocols }: GatewayConfig): string {
  const lines = ['Scores rows of data. Numbers are written in the shortest form that reads back as the same double; `NaN`, `Inf` and `-Inf` are strings; NA is `null`.'];
  if (protocols.mlServer.enabled) lines.push('Clients of Machine Learning Server find their own description at `/api/{service}/{version}/swagger.json`.');
  if (protocols.openInference.enabled) lines.push('The Open Inference Protocol is spoken below `/v2`.');
  return lines.join('\n\n');
}

function scoreOperation(columns: readonly ContractColumn[] | null, sample: Readonly<Record<string, string>>, refused: readonly number[]): Schema {
  const row = Object.fromEntries((columns ?? []).map((column) => [column.name, exampleOf(column, sample[column.name])]));
  const names = (columns ?? []).map((column) => csvCell(column.name)).join(',');
  const values = Object.values(row).map((value) => csvCell(String(value))).join(',');
  return {
    operationId: 'score',
    summary: 'Score rows',
    description: 'The answer has the form of the request. With `Accept: application/x-ndjson` it is one record a line, sent as it is scored.',
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: ref('Rows'), ...(columns === null ? {} : { example: [row] }) },
        'text/csv': { schema: { type: 'string' }, ...(columns === null ? {} : { example: `${names}\n${values}\n` }) },
      },
    },
    responses: {
      ...answers('The predictions', { 'application/json': ref('Predictions'), 'text/csv': { type: 'string' }, 'application/x-ndjson': { type: 'string' } }),
      ...refusals(400, ...refused, 408, 413, 415, 422, 500, 503, 504),
    },
  };
}

/** The columns of an example where no contract names any: the sample's, as a row of CSV would be read; null without a sample. */
function sampledColumns(sample: Described['sample']): readonly ContractColumn[] | null {
  const columns = Object.entries(sample).map(([name, value]): ContractColumn => ({
    name, type: inferColumn(name, [value], true, new Violations()), nullable: true, levels: [], minimum: null, maximum: null, description: '',
  }));
  return columns.length === 0 ? null : columns;
}

const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function schemas(columns: readonly ContractColumn[] | null, { contract }: GatewayConfig): Readonly<Record<string, Schema>> {
  const outputs = contract.outputs.map((column) => ({ ...column, nullable: true }));
  return {
    Row: rowSchema(columns),
    Rows: formsOf('Row', columns),
    Prediction: outputs.length === 0 ? { type: 'object', additionalProperties: ref('Value') } : rowSchema(outputs.map((column) => ({ ...column, minimum: null, maximum: null }))),
    Predictions: formsOf('Prediction', null),
    Value: { type: ['number', 'string', 'boolean', 'null'] },
    Problem: PROBLEM,
  };
}

function rowSchema(columns: readonly ContractColumn[] | null): Schema {
  if (columns === null) return { type: 'object', additionalProperties: ref('Value') };
  return {
    type: 'object',
    required: columns.filter(({ nullable }) => !nullable).map(({ name }) => name),
    properties: Object.fromEntries(columns.map((column) => [column.name, columnSchema(column)])),
    additionalProperties: false,
  };
}

/** The forms that docs/runtime.md lists. */
function formsOf(row: string, columns: readonly ContractColumn[] | null): Schema {
  const cells = { type: 'array', items: ref('Value') };
  const named = columns === null ? { additionalProperties: cells } : {
    properties: Object.fromEntries(columns.map((column) => [column.name, { type: 'array', minItems: 1, items: columnSchema(column) }])),
    required: columns.filter(({ nullable }) => !nullable).map(({ name }) => name),
    additionalProperties: false,
  };
  return {
    anyOf: [
      { title: 'Records', type: 'array', minItems: 1, items: ref(row) },
      { title: 'One record', ...ref(row) },
      { title: 'Columns', type: 'object', ...named },
      { title: 'Records below df', type: 'object', required: ['df'], properties: { df: { type: 'array', minItems: 1, items: ref(row) } }, additionalProperties: false },
      {
        title: 'Names and rows',
        type: 'object',
        required: ['columns', 'data'],
        properties: { columns: { type: 'array', items: { type: 'string' } }, data: { type: 'array', items: cells }, index: { type: 'array' } },
        additionalProperties: false,
      },
    ],
  };
}
