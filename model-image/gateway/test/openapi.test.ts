import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { column } from './helpers/gateway';
import { folderWith } from './helpers/model-folder';
import { completeConfig } from '../src/config/read-config';
import type { ContractColumn } from '../src/contract/column';
import { openapiDocument } from '../src/openapi/document';
import { plumberDocument } from '../src/openapi/plumber-document';
import type { Hello } from '../src/workers/hello';

const VALIDATOR = join(__dirname, '..', '..', '..', 'node_modules', '.bin', 'validate-api');

const HELLO = { r: '4.5.0', class: ['lm'], packages: {} } as unknown as Hello;

const EVERY_TYPE: readonly ContractColumn[] = [
  column('double', 'double'), column('bounded', 'double', { minimum: 1, maximum: 3 }), column('integer', 'integer', { minimum: 18, description: 'Years' }), column('integer64', 'integer64'),
  column('logical', 'logical'), column('string', 'string', { nullable: true }), column('factor', 'factor', { levels: ['a', 'b'] }), column('date', 'date'), column('datetime', 'datetime'),
  { ...column('any', 'double'), type: 'any' }, { ...column('ordered', 'factor', { levels: ['low', 'high'] }), type: 'ordered' },
];

/** What the validator says of a document; empty when it is valid. */
function complaints(document: object): string {
  const path = join(folderWith({}), 'openapi.json');
  writeFileSync(path, JSON.stringify(document));
  const { status, stdout, stderr } = spawnSync(process.execPath, [VALIDATOR, path], { encoding: 'utf8' });
  return status === 0 ? '' : stdout + stderr;
}

const MODEL = { name: 'churn', version: '2.0.0', path: '/none', sha256: 'ab'.repeat(32) };

function configOf(auth: object = {}, more: object = {}): ReturnType<typeof completeConfig> {
  return completeConfig({ model: MODEL, auth: { mode: 'none', ...auth }, ...more });
}

function documentOf(columns: readonly ContractColumn[] | null, config = configOf(), sample = {}): any {
  return openapiDocument({ config, hello: HELLO, columns, sample });
}

describe('the description of a model', () => {
  it.each([['with every type of column', EVERY_TYPE], ['that takes whatever comes', null], ['with no columns', []]])('%s is valid OpenAPI 3.1', (_, columns) => {
    expect(complaints(documentOf(columns))).toBe('');
  });

  it.each([
    ['password', {}],
    ['basic', {}],
    ['entra', { entra: { issuer: 'https://login.example.org', audience: 'api', jwksUri: 'https://login.example.org/keys', roles: [] } }],
  ])('is valid with authentication by %s', (mode, more) => {
    expect(complaints(documentOf(EVERY_TYPE, configOf({ mode, ...more })))).toBe('');
  });

  it('is found invalid when it is', () => {
    const { info: _, ...rest } = documentOf(null);
    expect(complaints(rest)).not.toBe('');
  });

  it('names model, version and digest', () => {
    const { title, version, 'x-model': model } = documentOf(null).info;
    expect([title, version, model.sha256]).toEqual(['churn', '2.0.0', 'ab'.repeat(32)]);
  });

  it('types a row by the contract', () => {
    const { properties, required, additionalProperties } = documentOf(EVERY_TYPE).components.schemas.Row;
    expect(properties.integer).toEqual({ description: 'Years', type: 'integer', format: 'int32', minimum: 18, maximum: 2147483647 });
    expect(properties.factor).toEqual({ enum: ['a', 'b'] });
    expect(properties.string).toEqual({ anyOf: [{ type: 'string' }, { type: 'null' }] });
    expect([required.includes('string'), required.includes('date'), additionalProperties]).toEqual([false, true, false]);
  });

  it('has the first row of the model\'s sample for its example', () => {
    const sample = { double: '1.5', logical: 'TRUE', factor: 'b', date: '2020-02-29', integer: '40', any: '7' };
    const [row] = documentOf(EVERY_TYPE, configOf(), sample).paths['/score'].post.requestBody.content['application/json'].example;
    expect(row).toMatchObject({ double: 1.5, logical: true, factor: 'b', date: '2020-02-29', integer: 40, any: 7 });
  });

  it('has an example that the contract takes where the model has no sample', () => {
    const [row] = documentOf(EVERY_TYPE).paths['/score'].post.requestBody.content['application/json'].example;
    expect(row).toMatchObject({ bounded: 2, integer: 18, factor: 'a', ordered: 'low' });
  });

  it('has the sample for its example also where the model takes whatever comes', () => {
    const document = documentOf(null, configOf(), { crim: '0.00632', chas: 'TRUE', town: 'Nahant' });
    const { content } = document.paths['/score'].post.requestBody;
    expect([content['application/json'].example, content['text/csv'].example]).toEqual([[{ crim: 0.00632, chas: true, town: 'Nahant' }], 'crim,chas,town\n0.00632,true,Nahant\n']);
    expect(complaints(document)).toBe('');
  });

  it('asks for a token where the gateway does', () => {
    const { security, paths } = documentOf(null, configOf({ mode: 'password' }));
    expect([security, paths['/login'].post.security, Object.keys(paths['/score'].post.responses).includes('401')]).toEqual([[{ token: [] }], [], true]);
  });
});

describe('the description of an annotated script', () => {
  const plumber = {
    version: '1.2.1',
    file: 'plumber.R',
    routes: [],
    notes: [],
    openapi: JSON.stringify({ openapi: '3.0.3', info: { title: 'Own', version: '7' }, paths: { '/x': { get: { responses: { 200: { description: 'OK' } } } } } }),
  };

  it('is plumber\'s own, below the base path', () => {
    const document: any = plumberDocument(plumber, configOf({}, { http: { basePath: '/models/x' } }), HELLO, null);
    expect([document.openapi, document.info.title, document.servers]).toEqual(['3.0.3', 'Own', [{ url: '/models/x' }]]);
  });

  it('stays valid with the gateway\'s way of authentication', () => {
    expect(complaints(plumberDocument(plumber, configOf({ mode: 'password' }), HELLO, null))).toBe('');
  });

  it('has the scoring of rows before it, and stays valid, where a score.R stands beside the script', () => {
    const document: any = plumberDocument(plumber, configOf({ mode: 'password' }), HELLO, documentOf(EVERY_TYPE));
    expect([document.info.title, Object.keys(document.paths)]).toEqual(['Own', ['/score', '/x']]);
    expect(complaints(document)).toBe('');
  });

  it('keeps the script\'s own /score', () => {
    const own = { ...plumber, openapi: plumber.openapi.replace('/x', '/score') };
    const document: any = plumberDocument(own, configOf(), HELLO, documentOf(null));
    expect(document.paths).toEqual({ '/score': { get: { responses: { 200: { description: 'OK' } } } } });
  });
});
