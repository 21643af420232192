import { spawnSync } from 'node:child_process';
import { call, type Reply } from '../helpers/api';
import { type RunningGateway, startGateway } from '../helpers/gateway';
import { BOSTON, folderWith } from '../helpers/model-folder';
import { describeWithR } from '../helpers/r';
import { PASSWORD, secretsOf } from '../helpers/secrets';

const AT = '/api/boston/v1';

describeWithR('a client of Machine Learning Server', () => {
  let running: RunningGateway;
  const as: Record<string, Readonly<Record<string, string>>> = {};
  // As the client of the reference architecture makes it: the response and all.
  const input = spawnSync('Rscript', ['--vanilla', '-e', 'cat(jsonlite::toJSON(list(inputData=MASS::Boston[1:3,]), dataframe="columns"))'], { encoding: 'utf8' }).stdout;

  const login = (name: string, path = '/login'): Promise<Reply> => call(running, 'POST', path, { username: name, password: PASSWORD });

  beforeAll(async () => {
    const protocols = { mlServer: { service: 'boston', version: 'v1', operationId: 'score' } };
    running = await startGateway({ path: BOSTON, auth: { mode: 'password', secretsPath: await secretsOf(['ada', 'bob']) }, protocols });
    for (const name of ['ada', 'bob']) as[name] = { authorization: `Bearer ${(await login(name)).json.access_token}` };
  });

  afterAll(() => running.stop());

  it('is answered field by field and without spaces', async () => {
    const { status, text, headers } = await call(running, 'POST', AT, input, as.ada);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(text).toBe('{"success":true,"errorMessage":"","outputParameters":{"prediction":[26.002466666666656,22.14089999999999,34.67505]},'
      + '"outputFiles":{},"consoleOutput":"","changedFiles":[]}');
  });

  it('gets a single value for single values', async () => {
    const { inputData } = JSON.parse(input) as { inputData: Record<string, number[]> };
    const single = Object.fromEntries(Object.entries(inputData).map(([name, [value]]) => [name, value]));
    expect((await call(running, 'POST', AT, single, as.ada)).json.outputParameters).toEqual({ prediction: 26.002466666666656 });
  });

  it('reads in its own error shape what does not fit the contract', async () => {
    const { status, text } = await call(running, 'POST', AT, { inputData: { ...JSON.parse(input).inputData, rm: ['six', 6, 7] } }, as.ada);
    expect([status, text]).toEqual([400, '{"code":400,"message":"1 value does not fit the model\'s contract\\nrow 1, rm: found \\"six\\", allowed is a number","fields":"rm"}']);
  });

  it('reads swagger.json as text, without spaces, and can tell it is its service', async () => {
    const { headers, text, json } = await call(running, 'GET', `${AT}/swagger.json`, undefined, as.ada);
    expect([headers.get('content-type'), text.startsWith('{"swagger":"2.0","info":'), Object.keys(json.paths)]).toEqual(['text/plain; charset=utf-8', true, [
      '/login', '/login/refreshToken', AT, `${AT}/batch`, `${AT}/batch/{executionId}`, `${AT}/batch/{executionId}/{index}/files`, `${AT}/batch/{executionId}/{index}/files/{fileName}`,
    ]]);
    expect(json.paths[AT].post.operationId).toBe('score');
    expect(json.definitions.InputParameters.properties.inputData).toMatchObject({ type: 'object', description: 'data.frame', properties: { rm: { type: 'array', items: { type: 'number' } } } });
    expect(json.definitions.OutputParameters.properties).toEqual({ prediction: { type: 'array', items: { 'type': 'number', 'format': 'double', 'x-nullable': true }, description: 'vector' } });
  });

  it('finds its service in the list, by name, and by name and version', async () => {
    const [all, named, versioned] = await Promise.all(['', '/boston', '/boston/v1'].map((path) => call(running, 'GET', `/services${path}`, undefined, as.ada)));
    expect([named.text, versioned.text]).toEqual([all.text, all.text]);
    expect(Object.keys(all.json[0])).toEqual([
      'name', 'version', 'versionPublishedBy', 'creationTime', 'snapshotId', 'runtimeType', 'initCode', 'code', 'description', 'operationId',
      'inputParameterDefinitions', 'outputParameterDefinitions', 'outputFileNames', 'myPermissionOnService',
    ]);
    expect([all.json[0].inputParameterDefinitions, all.json[0].outputParameterDefinitions]).toEqual([[{ name: 'inputData', type: 'data.frame' }], [{ name: 'prediction', type: 'vector' }]]);
    expect((await call(running, 'GET', '/services/other', undefined, as.ada)).json).toEqual([]);
  });

  it('is told the state of the workers', async () => {
    const { json } = await call(running, 'GET', '/status', undefined, as.ada);
    expect([json.statusCode, json.components.backends.components.workers.details.rMaxPoolSize]).toEqual(['pass', 2]);
  });

  it.each([
    ['GET', '/api/other/v1/swagger.json', 404],
    ['POST', '/api/boston/v2', 404],
    ['GET', '/services/boston/v2', 404],
    ['GET', AT, 405],
    ['PUT', '/status', 405],
    ['POST', '/services/boston/v2', 501],
    ['DELETE', '/services/boston/v1', 501],
    ['GET', '/services/boston/v1/pool', 501],
    ['POST', '/realtime-services/boston', 501],
    ['POST', '/sessions', 501],
    ['GET', '/sessions/1/workspace/x', 501],
    ['DELETE', '/snapshots/1', 501],
    ['PUT', '/computenodes', 501],
  ])('is told in its own error shape that %s %s is %i', async (method, path, status) => {
    const reply = await call(running, method, path, method === 'GET' ? undefined : {}, as.ada);
    expect([reply.status, Object.keys(reply.json), reply.json.code]).toEqual([status, ['code', 'message', 'fields'], status]);
  });

  it('is refused in its own error shape without a token', async () => {
    const { status, json } = await call(running, 'GET', '/services');
    expect([status, json]).toEqual([401, { code: 401, message: 'a bearer token is needed', fields: '' }]);
  });

  describe('that logs in', () => {
    it('gets its tokens field by field, with the access token not last, on a path with a slash behind it as well', async () => {
      const { text, json } = await login('ada', '/login/');
      expect(Object.keys(json)).toEqual(['token_type', 'access_token', 'expires_in', 'expires_on', 'refresh_token']);
      expect([/access_token":"(.+?)",/.exec(text)?.[1], json.expires_in]).toEqual([json.access_token, 3600]);
      expect(Math.abs(json.expires_on - Date.now() / 1000 - 3600)).toBeLessThan(60);
    });

    it('with a wrong password is refused in its own error shape and in that of problem details', async () => {
      const { status, headers, json } = await call(running, 'POST', '/login', { username: 'ada', password: 'wrong' });
      expect([status, headers.get('content-type')]).toEqual([401, 'application/problem+json']);
      expect(json).toMatchObject({ title: 'name or password is wrong', status: 401, code: 401, message: 'name or password is wrong', fields: '' });
    });

    it('gets another pair for its refresh token, once', async () => {
      const first = (await login('ada')).json;
      const second = await call(running, 'POST', '/login/refreshToken', { refreshToken: first.refresh_token });
      expect((await call(running, 'GET', '/status', undefined, { authorization: `Bearer ${second.json.access_token}` })).status).toBe(200);
      expect((await call(running, 'POST', '/login/refreshToken', { refreshToken: first.refresh_token })).status).toBe(401);
    });

    it.each([
      ['query', (token: string) => `/login/refreshToken?refreshToken=${encodeURIComponent(token)}`],
      ['path', (token: string) => `/login/refreshToken/${encodeURIComponent(token)}`],
    ])('ends its session by a refresh token in the %s', async (_, path) => {
      const pair = (await login('ada')).json;
      const status = async (): Promise<number> => (await call(running, 'GET', '/status', undefined, { authorization: `Bearer ${pair.access_token}` })).status;
      expect(await status()).toBe(200);
      expect((await call(running, 'DELETE', path(pair.refresh_token))).status).toBe(200);
      expect([await status(), (await call(running, 'POST', '/login/refreshToken', { refreshToken: pair.refresh_token })).status]).toEqual([401, 401]);
    });

    it('cannot use the one kind of token for the other', async () => {
      const { access_token: access, refresh_token: refresh } = (await login('ada')).json;
      expect((await call(running, 'GET', '/status', undefined, { authorization: `Bearer ${refresh}` })).status).toBe(401);
      expect((await call(running, 'POST', '/login/refreshToken', { refreshToken: access })).status).toBe(401);
    });
  });

  describe('that starts a batch', () => {
    const start = (value: unknown, query = '', user = 'ada'): Promise<Reply> => call(running, 'POST', `${AT}/batch${query}`, value, as[user]);
    const get = (path: string, user = 'ada'): Promise<Reply> => call(running, 'GET', `${AT}/batch${path}`, undefined, as[user]);
    const complete = async (id: string): Promise<Reply> => {
      let reply = await get(`/${id}`);
      while (reply.json.state !== 'complete') reply = await get(`/${id}`);
      return reply;
    };

    it('gets an id with 202 and the results in the order of the items, those that failed among them', async () => {
      const good = JSON.parse(input) as object;
      const started = await start([good, { inputData: { rm: [6] } }, good], '?parallelCount=2');
      const id = started.json.batchExecutionId as string;
      expect([started.status, Object.keys(started.json)]).toEqual([202, ['batchExecutionId', 'BatchExecutionId']]);
      const { json } = await complete(id);
      expect(Object.keys(json)).toEqual(['state', 'completedItemCount', 'totalItemCount', 'parallelCount', 'batchExecutionResults']);
      expect([json.completedItemCount, json.totalItemCount, json.parallelCount]).toEqual([3, 3, 2]);
      expect(json.batchExecutionResults.map(({ success }: { success: boolean }) => success)).toEqual([true, false, true]);
      expect(json.batchExecutionResults[0].outputParameters.prediction[0]).toBe(26.002466666666656);
      expect(json.batchExecutionResults[1].errorMessage).toContain('crim: found no such column');
      expect((await get('')).json).toContain(id);
    });

    it('is the only one to see it', async () => {
      const { batchExecutionId: id } = (await start([JSON.parse(input)])).json;
      expect([(await get('', 'bob')).json, (await get(`/${id}`, 'bob')).status]).toEqual([[], 404]);
      expect((await call(running, 'DELETE', `${AT}/batch/${id}`, undefined, as.bob)).status).toBe(404);
    });

    it('deletes it', async () => {
      const { batchExecutionId: id } = (await start([JSON.parse(input)])).json;
      expect((await call(running, 'DELETE', `${AT}/batch/${id}`, undefined, as.ada)).json).toEqual([id]);
      expect((await get(`/${id}`)).status).toBe(404);
    });

    it('finds no files', async () => {
      const { batchExecutionId: id } = (await start([JSON.parse(input)])).json;
      expect((await get(`/${id}/0/files`)).json).toEqual([]);
      expect([(await get(`/${id}/0/files/plot.png`)).status, (await get(`/${id}/1/files`)).status, (await get(`/${id}/x/files`)).status]).toEqual([404, 404, 400]);
    });

    it('is told when another replica has it', async () => {
      expect((await get('/00000000-11111111-1111-1111-1111-111111111111')).json.message).toContain('another replica');
      expect((await get('/unknown')).json.message).toBe('Execution not found');
    });

    it.each([
      ['no items', [], ''],
      ['no array', {}, ''],
      ['a count of none at a time', [{}], '?parallelCount=0'],
      ['a count that is none', [{}], '?parallelCount=ten'],
    ])('is refused for %s', async (_, value, query) => {
      expect((await start(value, query)).status).toBe(400);
    });
  });
});

describeWithR('a service of Machine Learning Server', () => {
  const SCRIPT = 'score <- function(model, data) { if (any(data$x < 0)) stop("no negative x"); if (any(data$x > 9)) Sys.sleep(20); list(a = data$x * 2, b = ifelse(data$x > 1, "high", NA)) }';
  const start = (mlServer: object, more: object = {}): Promise<RunningGateway> => startGateway({ path: folderWith({ 'score.R': SCRIPT }), protocols: { mlServer }, workers: { count: 1 }, ...more });

  it('answers what several columns are as a data frame to a data frame, and as parameters to parameters', async () => {
    const running = await start({});
    try {
      const answer = async (value: unknown): Promise<unknown> => (await call(running, 'POST', '/api/tested/1.2.3', value)).json.outputParameters;
      expect(await answer({ df: { x: [1, 2] } })).toEqual({ outputData: { a: [2, 4], b: [null, 'high'] } });
      expect(await answer({ x: [1, 2] })).toEqual({ a: [2, 4], b: [null, 'high'] });
      expect(await answer({ x: 2 })).toEqual({ a: 4, b: 'high' });
    } finally {
      running.stop();
    }
  });

  it.each([[{}, 200], [{ modelErrorStatus: 400 }, 400], [{ modelErrorStatus: 500 }, 500]])('configured with %j says with %i that the model failed', async (config, status) => {
    const running = await start(config);
    try {
      const reply = await call(running, 'POST', '/api/tested/1.2.3', { x: -1 });
      expect([reply.status, reply.text]).toEqual([status, '{"success":false,"errorMessage":"no negative x","outputParameters":{},"outputFiles":{},"consoleOutput":"","changedFiles":[]}']);
    } finally {
      running.stop();
    }
  });

  it('shows what a batch has so far to who asks for it, and ends the rest when it is cancelled', async () => {
    const running = await start({}, { batching: { enabled: false } });
    try {
      const { batchExecutionId: id } = (await call(running, 'POST', '/api/tested/1.2.3/batch?parallelCount=1', [{ x: 1 }, { x: 10 }, { x: 1 }])).json;
      const status = async (query: string): Promise<any> => (await call(running, 'GET', `/api/tested/1.2.3/batch/${id}${query}`)).json;
      let partial = await status('?showPartialResults=true');
      while (partial.completedItemCount === 0) partial = await status('?showPartialResults=true');
      expect([partial.state, partial.completedItemCount, partial.batchExecutionResults.map((result: any) => result.outputParameters.a)]).toEqual(['inProgress', 1, [2]]);
      expect((await status('?showPartialResult=true')).batchExecutionResults).toHaveLength(1);
      expect((await status('')).batchExecutionResults).toEqual([]);
      await call(running, 'DELETE', `/api/tested/1.2.3/batch/${id}`);
      expect(running.gateway.scheduler.unanswered).toBe(0);
    } finally {
      running.stop();
    }
  });

  it('holds no more batches than there is room for', async () => {
    const running = await start({}, { queue: { maxMiB: 0.001 }, batching: { enabled: false } });
    try {
      const post = (): Promise<Reply> => call(running, 'POST', '/api/tested/1.2.3/batch', Array.from({ length: 60 }, () => ({ x: 10 })));
      expect((await post()).status).toBe(202);
      const refused = await post();
      expect([refused.status, refused.headers.get('retry-after'), refused.json.code]).toEqual([503, '10', 503]);
    } finally {
      running.stop();
    }
  });

  it('is not there when it is switched off', async () => {
    const running = await start({ enabled: false });
    try {
      expect((await call(running, 'GET', '/services')).status).toBe(404);
    } finally {
      running.stop();
    }
  });
});
