import { gzipSync } from 'node:zlib';
import { call } from '../helpers/api';
import { column, type RunningGateway, startGateway } from '../helpers/gateway';
import { folderWith } from '../helpers/model-folder';
import { describeWithR } from '../helpers/r';
import { PASSWORD, secretsOf } from '../helpers/secrets';

const INFER = '/v2/models/tested/infer';

/** Answers every type that a column can have; the second row of each is missing where `gap` says so. */
const SCRIPT = `score <- function(model, data) {
  if (any(data$x < 0, na.rm = TRUE)) stop("no negative x")
  gap <- function(values) { if (any(data$gap)) values[2] <- NA; values }
  data.frame(
    double = gap(data$x * 2), integer = gap(as.integer(data$n)), logical = gap(data$x > 1), text = gap(paste0(data$word, "!")),
    level = gap(factor(ifelse(data$x > 1, "high", "low"))), day = gap(data$day + 1), gone = !is.finite(data$x), stringsAsFactors = FALSE)
}`;

const INPUTS = [column('x', 'double'), column('n', 'integer'), column('word', 'string'), column('day', 'date'), column('gap', 'logical')];

const tensors = (gap: boolean, shape: number[] = [2]): object[] => [
  { name: 'x', datatype: 'FP64', shape, data: [1.5, 0.5] },
  { name: 'n', datatype: 'INT64', shape, data: [7, -7] },
  { name: 'word', datatype: 'BYTES', shape, data: ['grün', 'a"b'] },
  { name: 'day', datatype: 'BYTES', shape, data: ['2024-02-28', '2024-12-31'] },
  { name: 'gap', datatype: 'BOOL', shape, data: [gap, false] },
];

describeWithR('a client of the Open Inference Protocol', () => {
  let running: RunningGateway;

  beforeAll(async () => {
    running = await startGateway({ path: folderWith({ 'score.R': SCRIPT }), inputs: INPUTS, workers: { count: 1 } });
  });

  afterAll(() => running.stop());

  it('gets a tensor for each column, field by field', async () => {
    const { text } = await call(running, 'POST', INFER, { id: 'mine', inputs: tensors(false) });
    expect(text).toBe('{"model_name":"tested","model_version":"1.2.3","id":"mine","outputs":[{"name":"double","datatype":"FP64","shape":[2],"data":[3,1]},'
      + '{"name":"integer","datatype":"INT32","shape":[2],"data":[7,-7]},{"name":"logical","datatype":"BOOL","shape":[2],"data":[true,false]},'
      + '{"name":"text","datatype":"BYTES","shape":[2],"data":["grün!","a\\"b!"]},{"name":"level","datatype":"BYTES","shape":[2],"data":["high","low"]},'
      + '{"name":"day","datatype":"BYTES","shape":[2],"data":["2024-02-29","2025-01-01"]},{"name":"gone","datatype":"BOOL","shape":[2],"data":[false,false]}]}');
  });

  it('gets columns of two dimensions for columns of two dimensions', async () => {
    const { json } = await call(running, 'POST', INFER, { inputs: tensors(false, [2, 1]), outputs: [{ name: 'integer' }] });
    expect(json.outputs).toEqual([{ name: 'integer', datatype: 'INT32', shape: [2, 1], data: [7, -7] }]);
  });

  it('gets the outputs it asks for, as bytes where it asks for those', async () => {
    const outputs = ['text', 'double', 'integer', 'logical'].map((name) => ({ name, parameters: { binary_data: name !== 'integer' } }));
    const response = await fetch(running.url + INFER, { method: 'POST', body: JSON.stringify({ inputs: tensors(false), outputs }) });
    const bytes = Buffer.from(await response.arrayBuffer());
    const length = Number(response.headers.get('inference-header-content-length'));
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(JSON.parse(bytes.subarray(0, length).toString()).outputs).toEqual([
      { name: 'text', datatype: 'BYTES', shape: [2], parameters: { binary_data_size: 18 } },
      { name: 'double', datatype: 'FP64', shape: [2], parameters: { binary_data_size: 16 } },
      { name: 'integer', datatype: 'INT32', shape: [2], data: [7, -7] },
      { name: 'logical', datatype: 'BOOL', shape: [2], parameters: { binary_data_size: 2 } },
    ]);
    const rest = bytes.subarray(length);
    expect(rest.subarray(0, 18).toString('latin1')).toBe(Buffer.from('\x06\0\0\0grün!\x04\0\0\0a"b!').toString('latin1'));
    expect([rest.readDoubleLE(18), rest.readDoubleLE(26), ...rest.subarray(34)]).toEqual([3, 1, 1, 0]);
  });

  it('gets missing values as null, and as JSON those columns that have no bytes for them', async () => {
    const response = await fetch(running.url + INFER, { method: 'POST', body: JSON.stringify({ inputs: tensors(true), parameters: { binary_data_output: true } }) });
    const bytes = Buffer.from(await response.arrayBuffer());
    const { outputs } = JSON.parse(bytes.subarray(0, Number(response.headers.get('inference-header-content-length'))).toString());
    expect(outputs.map(({ name, data }: { name: string; data?: unknown[] }) => [name, data])).toEqual([
      ['double', undefined], ['integer', [7, null]], ['logical', [true, null]], ['text', ['grün!', null]], ['level', ['high', null]], ['day', ['2024-02-29', null]], ['gone', undefined],
    ]);
  });

  it('may send NaN and the infinities as bytes', async () => {
    const bytes = Buffer.from(new Float64Array([NaN, Infinity]).buffer);
    const inputs = [{ name: 'x', datatype: 'FP64', shape: [2], parameters: { binary_data_size: 16 } }, ...tensors(false).slice(1)];
    const head = JSON.stringify({ inputs, outputs: [{ name: 'double' }, { name: 'gone' }] });
    const response = await fetch(running.url + INFER, { method: 'POST', headers: { 'inference-header-content-length': String(Buffer.byteLength(head)) }, body: Buffer.concat([Buffer.from(head), bytes]) });
    expect(((await response.json()) as any).outputs.map(({ data }: any) => data)).toEqual([['NaN', 'Inf'], [true, true]]);
  });

  it('may send one matrix of texts, read by the columns\' types', async () => {
    const { status, json } = await call(running, 'POST', INFER, { inputs: [{ name: 'input-0', datatype: 'BYTES', shape: [1, 5], data: ['1', '2', 'x', '2024-01-01', 'true'] }] });
    expect([status, json.error]).toEqual([400, '3 values do not fit the model\'s contract; row 1, x: found "1", allowed is a number; row 1, n: found "2", allowed is a whole number from '
      + '-2147483647 to 2147483647; row 1, gap: found "true", allowed is true or false']);
  });

  it('may compress its request, up to the limit of its size', async () => {
    const post = (body: Buffer, coding: string): Promise<Response> => fetch(running.url + INFER, { method: 'POST', headers: { 'content-encoding': coding }, body: new Uint8Array(body) });
    const zipped = gzipSync(JSON.stringify({ inputs: tensors(false) }));
    expect([(await post(zipped, 'gzip')).status, (await post(zipped, 'br')).status, (await post(zipped, 'deflate')).status, (await post(gzipSync(Buffer.alloc(11 * 2 ** 20)), 'gzip')).status])
      .toEqual([200, 415, 400, 413]);
  });

  it('finds the model\'s inputs, and what the server can do', async () => {
    const paths = ['/v2', '/v2/models/tested', '/v2/models/tested/versions/1.2.3', '/v2/models/tested/ready', '/v2/health/live', '/v2/health/ready'];
    const [server, model, version, ready, live, up] = (await Promise.all(paths.map((path) => call(running, 'GET', path)))).map(({ json }) => json);
    expect([server, ready, live, up]).toEqual([{ name: 'plumbline', version: '2', extensions: ['binary_tensor_data'] }, { name: 'tested', ready: true }, { live: true }, { ready: true }]);
    expect(version).toEqual(model);
    expect(model.inputs).toEqual([['x', 'FP64'], ['n', 'INT32'], ['word', 'BYTES'], ['day', 'BYTES'], ['gap', 'BOOL']].map(([name, datatype]) => ({ name, datatype, shape: [-1] })));
    expect(model.outputs.map(({ name, datatype }: any) => `${name} ${datatype}`)).toEqual(['double FP64', 'integer INT32', 'logical BOOL', 'text BYTES', 'level BYTES', 'day BYTES', 'gone BOOL']);
  });

  it.each([
    ['GET', '/v2/models/other', undefined, 404],
    ['POST', '/v2/models/tested/versions/2/infer', {}, 404],
    ['GET', '/v2/models/tested/config', undefined, 404],
    ['POST', '/v2/repository/index', {}, 404],
    ['GET', INFER, undefined, 405],
    ['POST', INFER, {}, 400],
    ['POST', INFER, 'no json', 400],
    ['POST', INFER, { inputs: [{ name: 'x', datatype: 'FP64', shape: [1], data: [1] }] }, 400],
    ['POST', INFER, { inputs: [...tensors(false), { name: 'y', datatype: 'FP64', shape: [2], data: [1, 2] }] }, 400],
    ['POST', INFER, { inputs: tensors(false), outputs: [{ name: 'other' }] }, 400],
    ['POST', INFER, { inputs: [{ name: 'x', datatype: 'FP64', shape: [2], data: [-1, 1] }, ...tensors(false).slice(1)] }, 500],
  ])('reads in one error what is wrong with %s %s %j', async (method, path, value, status) => {
    const reply = await call(running, method, path, value);
    expect([reply.status, Object.keys(reply.json)]).toEqual([status, ['error']]);
    expect(reply.json.error.length).toBeGreaterThan(10);
  });
});

describeWithR('the Open Inference Protocol', () => {
  it('asks for a token where the model does, but for its probes', async () => {
    const running = await startGateway({ path: folderWith({ 'score.R': SCRIPT }), inputs: INPUTS, workers: { count: 1 }, auth: { mode: 'password', secretsPath: await secretsOf(['ada']) } });
    try {
      const status = async (path: string, token?: string): Promise<number> => (await call(running, 'GET', path, undefined, token === undefined ? {} : { authorization: `Bearer ${token}` })).status;
      expect([await status('/v2/health/live'), await status('/v2/health/ready'), await status('/v2'), await status('/v2/models/tested'), await status('/v2/models/tested/ready'), await status('/v2/x')])
        .toEqual([200, 200, 401, 401, 401, 401]);
      const { access_token: token } = (await call(running, 'POST', '/login', { username: 'ada', password: PASSWORD })).json;
      expect(await status('/v2/models/tested', token)).toBe(200);
    } finally {
      running.stop();
    }
  });

  it('is not there when it is switched off', async () => {
    const running = await startGateway({ path: folderWith({ 'score.R': SCRIPT }), inputs: INPUTS, workers: { count: 1 }, protocols: { openInference: { enabled: false } } });
    try {
      expect((await call(running, 'GET', '/v2/health/live')).status).toBe(404);
    } finally {
      running.stop();
    }
  });
});
