import { join } from 'node:path';
import { ask, type Case } from '../helpers/ask';
import { type RunningGateway, startGateway } from '../helpers/gateway';
import { describeWithPlumber, PlumberProcess } from '../helpers/plumber-process';

const FOLDER = join(__dirname, 'model');

const get = (path: string, headers: Case['headers'] = {}): Case => ({ method: 'GET', path, headers });
const post = (path: string, type: string, body: string | Buffer): Case => ({ method: 'POST', path, headers: { 'content-type': type }, body });

const MULTI = ['--edge', 'Content-Disposition: form-data; name="a"', '', 'one', '--edge', 'Content-Disposition: form-data; name="f"; filename="x.txt"', 'Content-Type: text/plain', '', 'words', '--edge--', ''].join('\r\n');

const CASES: Record<string, readonly Case[]> = {
  'parameters of the query': [
    get('/predict?speed=10'), get('/predict?speed=10&times=3'), get('/predict'), get('/predict?speed=abc'), get('/query?a=1&b=x%20y&b=z'), get('/query?a=%C3%A4%26'), get('/query?'),
    get('/query?a'), get('/query?a=%zz'), get('/query?a=1+2'),
  ],
  'parameters of the path': [
    { method: 'PUT', path: '/things/7?name=x' }, { method: 'PUT', path: '/things/seven' }, { method: 'DELETE', path: '/things/a%20b' }, get('/typed/TRUE/1.5/w%C3%B6rt'), get('/typed/maybe/1.5/x'),
    get('/list/1,2,3'), get('/dots/a.json'), get('/dots/a.b.json'), get('/sub/hello/you'),
  ],
  'serializers': ['text', 'html', 'csv', 'tsv', 'rds', 'octet', 'pdf', 'cat', 'print', 'format', 'yaml-less', 'attachment', 'png', 'number', 'null'].map((name) => get(`/${name}`)),
  'parsers': [
    post('/predict', 'application/json', '[{"speed": 10}, {"speed": 20.5}]'), post('/predict', 'application/json', '{"speed": [1, 2]}'), post('/predict', 'application/json', 'no json'),
    post('/echo/json', 'application/json', '{"a": 1, "b": ["x", "ä"]}'), post('/echo/json', 'application/json; charset=utf-8', '{"a": null}'), post('/echo/json', 'text/csv', 'a,b'), post('/echo/json', 'application/json', ''),
    post('/echo/form', 'application/x-www-form-urlencoded', 'a=1&b=x%20y'), post('/echo/form', 'application/x-www-form-urlencoded', ''), post('/echo/text', 'text/plain', 'größe'),
    post('/echo/csv', 'text/csv', 'a,b\n1,x\n2,y\n'), post('/echo/octet', 'application/octet-stream', Buffer.from([0, 1, 2, 255, 0])), post('/echo/multi', 'multipart/form-data; boundary=edge', MULTI),
    { method: 'PATCH', path: '/things/3', headers: { 'content-type': 'application/json' }, body: '{"x": {"y": [1, 2.5]}}' }, post('/lines', 'text/plain', 'one\ntwo\nthree'), { method: 'POST', path: '/echo/text' },
  ],
  'filters and preempt': [
    get('/predict?speed=10', { 'x-refuse': 'yes' }), get('/free', { 'x-refuse': 'yes' }), get('/first', { 'x-refuse': 'yes' }), get('/free'), get('/first'), get('/text', { 'x-break': 'yes' }), get('/nowhere', { 'x-refuse': 'yes' }),
  ],
  'requests and responses': [
    get('/request?x=1', { 'x-own': ['a', 'b'], 'cookie': 'a=1; b=two', 'accept': 'text/plain' }), ...[['a', ''], ['', 'a'], ['', ''], ['a', '', 'b']].map((values) => get('/request', { 'x-own': values })), get('/request', { 'x-own': 'gr\u00c3\u00b6\u00c3\u009fe' }), get('/cookies'), get('/condition'),
    ...[200, 201, 202, 204, 301, 304, 400, 404, 418, 503].map((code) => get(`/status?code=${code}`)),
  ],
  'methods': [
    get('/both'), { method: 'POST', path: '/both' }, { method: 'PUT', path: '/both' }, { method: 'DELETE', path: '/text' }, get('/any'), { method: 'PATCH', path: '/any' }, { method: 'OPTIONS', path: '/any' },
    { method: 'HEAD', path: '/peek' }, { method: 'HEAD', path: '/text' }, get('/peek'), { method: 'OPTIONS', path: '/text' },
  ],
  'errors': [get('/error'), get('/missing'), get('/nowhere'), get('/nowhere/at/all?x=1'), get('//'), get('/text/'), get('/sub/fail'), get('/sub/nothing'), get('/e%72ror')],
  'promises': [get('/later'), get('/broken')],
  'static files': [get('/static/note.txt'), get('/static/'), get('/static/index.html'), get('/static/none.txt'), get('/static/../service.R'), { method: 'POST', path: '/static/note.txt' },
    { method: 'HEAD', path: '/static/note.txt' }],
};

describeWithPlumber('an annotated script', () => {
  let plumber: PlumberProcess;
  let running: RunningGateway;

  beforeAll(async () => {
    [plumber, running] = await Promise.all([PlumberProcess.start(FOLDER, 'service.R'), startGateway({ path: FOLDER })]);
  });

  afterAll(() => {
    plumber.stop();
    running.stop();
  });

  describe.each(Object.entries(CASES))('is answered as by a plumber process: %s', (_, cases) => {
    it.each(cases.map((each) => [`${each.method} ${each.path} ${Object.keys(each.headers ?? {}).join(' ')} ${each.body?.length ?? ''}`.trim(), each] as const))('%s', async (__, each) => {
      expect(await ask(running.url, each)).toEqual(await ask(plumber.url, each));
    });
  });

  it('has plumber\'s own description, but for the address and the digest', async () => {
    const [theirs, ours] = await Promise.all([plumber, running].map(async ({ url }) => (await (await fetch(`${url}/openapi.json`)).json()) as { servers?: unknown; info: object }));
    expect({ ...ours, servers: undefined, info: { ...ours.info, 'x-model': undefined } }).toEqual({ ...theirs, servers: undefined });
  });
});
