import { request } from 'node:http';
import { connect } from 'node:net';
import { column, type RunningGateway, startGateway, until } from './helpers/gateway';
import { folderWith } from './helpers/model-folder';
import { describeWithR } from './helpers/r';
import { exchange, statusOf } from './helpers/tcp';

const SCORE = 'score <- function(model, data) { if (any(data$x < 0)) Sys.sleep(-data$x[1]); data$x }';
const INPUTS = [column('x', 'double')];

describeWithR('a client that misbehaves', () => {
  let running: RunningGateway;
  let port: number;

  beforeAll(async () => {
    running = await startGateway({
      path: folderWith({ 'score.R': SCORE }), inputs: INPUTS, http: { bodyLimitMiB: 1, headTimeoutSeconds: 1, requestTimeoutSeconds: 2 },
    });
    port = running.gateway.port;
  });

  afterAll(() => running.stop());

  const post = (head: string, body: string): string => `POST /score HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n${head}\r\n\r\n${body}`;

  it('is answered 400 for a length and chunks at once', async () => {
    expect(statusOf(await exchange(port, post('content-length: 5\r\ntransfer-encoding: chunked', '0\r\n\r\n')))).toBe(400);
  });

  it('is answered 413 for a body that says it is a gigabyte, before any of it is read', async () => {
    expect(statusOf(await exchange(port, post(`content-length: ${2 ** 30}`, '[')))).toBe(413);
  });

  it('is answered 413 for chunks that never end', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const sending = request({ port, path: '/score', method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
        resolve(response.statusCode!);
        sending.destroy();
      });
      sending.on('error', reject);
      const chunk = Buffer.alloc(65_536, 0x20);
      const write = (): void => {
        while (!sending.destroyed && sending.write(chunk));
        sending.once('drain', write);
      };
      write();
    });
    expect(status).toBe(413);
  });

  it('is cut when it sends its head too slowly', async () => {
    const started = performance.now();
    expect(statusOf(await exchange(port, 'POST /sc'))).toBe(408);
    expect(performance.now() - started).toBeLessThan(8000);
  });

  it.each([
    ['a head that comes too slowly', 'POST /sc', 408, 'the request came too slowly'],
    ['a body that comes too slowly', post('content-length: 100', '{"x"'), 408, 'the request came too slowly'],
    ['a head that is not HTTP', 'HELLO\r\n\r\n', 400, 'the request is not HTTP'],
    ['chunks that are none', post('transfer-encoding: chunked', 'zz\r\n{}\r\n0\r\n\r\n'), 400, 'the request is not HTTP'],
    ['a head that is too large', post(`x: ${'x'.repeat(40_000)}`, ''), 431, 'the head of the request is too large'],
    ['a head that does not name a host', 'GET / HTTP/1.1\r\n\r\n', 400, 'the request has no Host header'],
    ['an expectation that nobody knows', post('expect: tea\r\ncontent-length: 7', '{"x":1}'), 417, 'only 100-continue can be expected'],
  ])('is told so for %s', async (_, sent, status, title) => {
    const answer = await exchange(port, sent);
    const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toContain('content-type: application/problem+json\r\n');
    expect(JSON.parse(body)).toEqual({ title, status, requestId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  it('is answered once more, and then told so, where what follows a request is not HTTP', async () => {
    const kept = post('content-length: 7', '{"x":1}').replace('connection: close', 'connection: keep-alive');
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.write(kept);
    await until(() => answer.includes('{"prediction":1}'));
    socket.write('HELLO\r\n\r\n');
    await new Promise((resolve) => socket.on('close', resolve));
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  });

  it.each([
    ['JSON ten thousand levels deep', '['.repeat(10_000), 400],
    ['a name given twice', '{"x":1,"x":2}', 400],
    ['no JSON', '{"x":', 400],
    ['a prototype for a column', '{"__proto__":{"x":1}}', 422],
    ['half of a surrogate pair for a value', '{"x":"\\ud800"}', 422],
    ['half of a surrogate pair for a name', '{"\\udc00":1}', 422],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ['a number beyond the largest double', '{"x":1e400}', 422],
    ['no rows', '[]', 422],
    ['text for a number', '{"x":"1"}', 422],
  ])('is refused for %s', async (_, body, status) => {
    expect((await running.raw(typeof body === 'string' ? body : new Uint8Array(body))).status).toBe(status);
  });

  it('keeps its connection when a small request is refused, and loses it with a large one', async () => {
    const kept = (text: string): string => text.replace('connection: close', 'connection: keep-alive');
    const good = post('content-length: 7', '{"x":1}');
    const small = await exchange(port, `${kept(post('content-length: 7', '{"x":2}')).replace('/score', '/nowhere')}${good}`);
    expect(small.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200']);
    const large = await exchange(port, `${kept(post(`content-length: ${2 ** 30}`, '['))}${good}`);
    expect(large.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413']);
  });

  it('is told which content types are taken', async () => {
    const response = await running.raw('<x/>', { 'content-type': 'application/xml' });
    expect([response.status, (await response.json() as { title: string }).title]).toEqual([415, 'the content type application/xml is not taken; allowed are application/json and text/csv']);
  });

  it('is told which methods and paths there are', async () => {
    const [get, nowhere] = await Promise.all([fetch(`${running.url}/score`), fetch(`${running.url}/nowhere`)]);
    expect([get.status, get.headers.get('allow'), nowhere.status]).toEqual([405, 'POST', 404]);
  });

  it('has nothing scored when it leaves while its rows wait', async () => {
    const busy = [running.score({ x: -1 })];
    await until(() => running.gateway.pool.busy === 1);
    busy.push(running.score({ x: -1 }));
    await until(() => running.gateway.pool.busy === 2);
    const leaving = new AbortController();
    const left = fetch(`${running.url}/score`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"x":77}', signal: leaving.signal }).catch(() => 'left');
    await until(() => running.gateway.scheduler.queue.rows === 1);
    leaving.abort();
    await until(() => running.gateway.scheduler.queue.rows === 0);
    expect(await left).toBe('left');
    await Promise.all(busy);
    expect(running.logged('request').filter(({ status, rows, batchRows }) => status === 499 && rows === 1 && batchRows === undefined)).toHaveLength(1);
  });

  it('has no refusal written into an answer that waits for its turn', async () => {
    // Read in one go, before the first is scored.
    const kept = post('content-length: 7', '{"x":1}').replace('connection: close', 'connection: keep-alive');
    expect(await exchange(port, `${kept}${kept}HELLO\r\n\r\n`)).toBe('');
  });
});

describeWithR('a worker that dies under rows whose client has left', () => {
  it('leaves nothing in the queue', async () => {
    const running = await startGateway({ path: folderWith({ 'score.R': SCORE }), inputs: INPUTS, workers: { count: 1 } });
    try {
      const leaving = new AbortController();
      void fetch(`${running.url}/score`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"x":-5}', signal: leaving.signal }).catch(() => undefined);
      await until(() => running.gateway.pool.busy === 1);
      leaving.abort();
      await until(() => running.logged('request').length === 1);
      const [{ pid }] = [...running.gateway.pool.workers];
      process.kill(pid, 'SIGKILL');
      await until(() => running.gateway.pool.ready === 1 && [...running.gateway.pool.workers].every((worker) => worker.pid !== pid));
      expect((await running.score({ x: 2 })).body).toEqual({ prediction: 2 });
      expect([running.gateway.scheduler.queue.jobs, running.gateway.scheduler.queue.rows]).toEqual([0, 0]);
    } finally {
      running.stop();
    }
  });
});

describeWithR('more requests than can be scored', () => {
  it('are refused at once with the time to come back, and what was accepted is answered', async () => {
    const running = await startGateway({ path: folderWith({ 'score.R': SCORE }), inputs: INPUTS, workers: { count: 1 }, queue: { maxRows: 5 }, batching: { enabled: false } });
    try {
      const first = running.score({ x: -1 });
      await until(() => running.gateway.pool.busy === 1);
      const answers = await Promise.all(Array.from({ length: 20 }, (_, x) => running.score({ x })));
      const statuses = answers.map(({ status }) => status);
      // Five in the queue, and one in the worker's pipe where the rows came while its run was young.
      const accepted = statuses.filter((status) => status === 200).length;
      expect([5, 6]).toContain(accepted);
      expect(statuses.filter((status) => status === 503)).toHaveLength(20 - accepted);
      expect(Number(answers.find(({ status }) => status === 503)!.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect((await first).status).toBe(200);
    } finally {
      running.stop();
    }
  });

  it('cost no worker its life, however many wait until their deadline', async () => {
    const score = 'score <- function(model, data) { Sys.sleep(0.02); data$x }';
    const running = await startGateway({
      path: folderWith({ 'score.R': score, 'sample.csv': 'x\n1\n2\n' }), inputs: INPUTS, workers: { count: 1 }, http: { timeoutSeconds: 1 }, batching: { enabled: false },
    });
    try {
      const statuses: number[] = [];
      for (let round = 0; round < 20; round += 1) {
        for (let x = 0; x < 10; x += 1) void running.score({ x }).then(({ status }) => statuses.push(status));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      await until(() => statuses.length === 200);
      expect([...new Set(statuses)].filter((status) => ![200, 503, 504].includes(status))).toEqual([]);
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(20);
      expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(20);
      expect([...running.gateway.pool.restarts]).toEqual([]);
      expect([running.gateway.scheduler.queue.jobs, running.gateway.scheduler.queue.rows, running.gateway.scheduler.queue.bytes]).toEqual([0, 0, 0]);
    } finally {
      running.stop();
    }
  });

  it('are given up at their deadline, also while they wait', async () => {
    const running = await startGateway({ path: folderWith({ 'score.R': SCORE }), inputs: INPUTS, workers: { count: 1 }, http: { timeoutSeconds: 0.5 }, batching: { enabled: false } });
    try {
      const answers = await Promise.all([running.score({ x: -3 }), running.score({ x: 1 })]);
      expect(answers.map(({ status }) => status)).toEqual([504, 504]);
      await until(() => running.gateway.pool.ready === 1);
      expect((await running.score({ x: 2 })).body).toEqual({ prediction: 2 });
    } finally {
      running.stop();
    }
  });
});

describeWithR('more bodies than there is room for', () => {
  it('are refused at once with the time to come back, and those that are being read are answered', async () => {
    const running = await startGateway({ path: folderWith({ 'score.R': SCORE }), inputs: INPUTS, workers: { count: 1 }, http: { bodyLimitMiB: 1, bodiesLimitMiB: 1 } });
    try {
      const gauge = async (name: string): Promise<number> => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(await (await fetch(`${running.managementUrl}/metrics`)).text())![1]);
      const padded = `${' '.repeat(700_000)}{"x":5}`;
      const slow = request({ port: running.gateway.port, path: '/score', method: 'POST', headers: { 'content-type': 'application/json', 'content-length': padded.length } });
      const answered = new Promise<number>((resolve) => slow.on('response', (response) => resolve(response.statusCode!)));
      slow.write(padded.slice(0, 600_000));
      for (let tries = 0; tries < 500 && await gauge('plumbline_body_bytes') < 600_000; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
      const refused = await running.raw(padded);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
      expect((await running.score({ x: 2 })).status).toBe(200);
      slow.end(padded.slice(600_000));
      expect(await answered).toBe(200);
      expect([await gauge('plumbline_body_bytes'), await gauge('plumbline_body_limit_bytes')]).toEqual([0, 2 ** 20]);
    } finally {
      running.stop();
    }
  });
});

describeWithR('workers that have served enough', () => {
  it('are replaced without a failed request', async () => {
    const running = await startGateway({ path: folderWith({ 'score.R': SCORE }), inputs: INPUTS, workers: { recycleAfterRequests: 20 }, batching: { enabled: false } });
    try {
      const before = [...running.gateway.pool.workers].map(({ pid }) => pid);
      for (let round = 0; round < 10; round += 1) {
        const answers = await Promise.all(Array.from({ length: 20 }, (_, x) => running.score({ x })));
        expect(answers.map(({ body }) => body.prediction)).toEqual(Array.from({ length: 20 }, (_, x) => x));
      }
      await until(() => running.gateway.pool.workers.size === 2 && [...running.gateway.pool.workers].every(({ pid }) => !before.includes(pid)));
      expect(running.logged('worker is lost')).toEqual([]);
      expect([...running.gateway.pool.restarts.keys()]).toEqual(['retired']);
    } finally {
      running.stop();
    }
  });
});

describeWithR('a worker that grows beyond its memory between requests', () => {
  it('is replaced without a failed request', async () => {
    const grow = 'kept <- NULL\nscore <- function(model, data) { if (any(data$x == 7)) kept <<- c(kept, as.list(seq_len(3e5))); data$x }';
    const running = await startGateway({ path: folderWith({ 'score.R': grow }), inputs: INPUTS, workers: { count: 1, memoryMiB: 200 } });
    try {
      const [before] = [...running.gateway.pool.workers].map(({ pid }) => pid);
      const statuses = new Set<number>();
      for (let round = 0; round < 300 && [...running.gateway.pool.workers].some(({ pid }) => pid === before); round += 1) {
        statuses.add((await running.score({ x: 7 })).status);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect([...statuses]).toEqual([200]);
      expect(running.gateway.pool.restarts.get('memory')).toBeGreaterThanOrEqual(1);
    } finally {
      running.stop();
    }
  });
});

describeWithR('a stream of more rows than the queue holds', () => {
  it('waits for room where others have filled it', async () => {
    const running = await startGateway({ path: folderWith({ 'score.R': SCORE, 'sample.csv': 'x\n1\n2\n' }), inputs: INPUTS, workers: { count: 1 }, queue: { maxRows: 20 }, batching: { maxRows: 10 } });
    try {
      const rows = Array.from({ length: 200 }, (_, x) => ({ x: x % 50 === 0 ? -0.3 : x }));
      const streamed = running.raw(JSON.stringify(rows), { 'content-type': 'application/json', 'accept': 'application/x-ndjson' }).then((response) => response.text());
      await until(() => running.gateway.pool.busy === 1);
      const others: Promise<number>[] = [];
      for (let round = 0; round < 40; round += 1) {
        others.push(running.score(Array.from({ length: 8 }, (_, x) => ({ x }))).then(({ status }) => status));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect((await streamed).trim().split('\n').map((line) => (JSON.parse(line) as { prediction: number }).prediction)).toEqual(rows.map(({ x }) => x));
      expect(new Set(await Promise.all(others))).toEqual(new Set([200, 503]));
    } finally {
      running.stop();
    }
  });
});

describeWithR('a model whose rows influence one another', () => {
  it('is scored request by request, and the log says why', async () => {
    const running = await startGateway({ path: folderWith({ 'score.R': 'score <- function(model, data) data$x - mean(data$x)' }), inputs: INPUTS });
    try {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, x) => running.score({ x })));
      expect(new Set(answers.map(({ body }) => body.prediction))).toEqual(new Set([0]));
      expect(running.logged('requests are scored one by one').map(({ reason }) => reason)).toEqual(['row 1 of the sample is answered differently alone and in a batch']);
    } finally {
      running.stop();
    }
  });
});
