import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningGateway, startGateway, until } from '../helpers/gateway';
import { folderWith } from '../helpers/model-folder';
import { describeWithPlumber } from '../helpers/plumber-process';

const SCRIPT = `
#* @get /well
function(req) list(script = req$SCRIPT_NAME, path = req$PATH_INFO)
#* @use /die
function(req) { cat("x", file = "tries", append = TRUE); tools::pskill(Sys.getpid(), 11L); Sys.sleep(5) }
#* @get /hang
function() repeat { }
#* @get /garbage
function() { pipe <- getConnection(max(as.integer(rownames(showConnections())))); writeBin(as.raw(rep(0xAB, 64)), pipe); flush(pipe); Sys.sleep(5) }
#* @get /inject
function(res) { res$setHeader("X-A", "a\\r\\nX-B: b"); "x" }
#* @get /continue
function(res) { res$status <- 101; "x" }
#* @get /things/<id:int>
function(id) id
#* @get /metadata
function() "the script's own"
`;

describeWithPlumber('an annotated script that fails', () => {
  let running: RunningGateway;
  let folder: string;

  beforeAll(async () => {
    folder = folderWith({ 'plumber.R': SCRIPT });
    running = await startGateway({ path: folder, http: { timeoutSeconds: 3, basePath: '/models/one', bodyLimitMiB: 0.01 } });
  });

  afterAll(() => running.stop());

  beforeEach(() => until(() => running.gateway.pool.ready === 2));

  const ask = async (path: string, init?: RequestInit): Promise<{ status: number; body: any; headers: Headers }> => {
    const response = await fetch(`${running.url}/models/one${path}`, init);
    return { status: response.status, body: await response.json(), headers: response.headers };
  };

  /** How often the script was run by what ends its process; forgotten by the next look. */
  const tries = (): number => (existsSync(join(folder, 'tries')) ? readFileSync(join(folder, 'tries'), 'utf8').length : 0);

  it('is asked below the base path', async () => {
    expect((await ask('/well')).body).toEqual({ script: ['/models/one'], path: ['/well'] });
  });

  it('does not see what is beside the base path', async () => {
    expect((await fetch(`${running.url}/models/onelier`)).status).toBe(404);
  });

  it('is tried once more where the process dies over a GET', async () => {
    const before = tries();
    const { status, body } = await ask('/die');
    expect([status, body.title, tries() - before]).toEqual([500, 'the R process died while it answered this request, and so did the one that tried again', 2]);
  });

  it('is not tried again where the process dies over a POST', async () => {
    const before = tries();
    const { status, body } = await ask('/die', { method: 'POST' });
    expect([status, body.title, tries() - before]).toEqual([500, 'the R process died while it answered this request, and a request that may have effects is not tried again', 1]);
  });

  it('is ended at the deadline', async () => {
    const { status, body } = await ask('/hang');
    expect([status, body.title]).toEqual([504, 'not answered within 3 s']);
  });

  it('is replaced after garbage on the wire', async () => {
    expect((await ask('/garbage')).status).toBe(500);
    await until(() => running.gateway.pool.ready === 2);
    expect((await ask('/well')).status).toBe(200);
  });

  it('cannot smuggle a header', async () => {
    const { status, headers } = await ask('/inject');
    expect([status, headers.get('x-a'), headers.get('x-b')]).toEqual([500, null, null]);
  });

  it('cannot answer with an announcement', async () => {
    expect((await ask('/continue')).status).toBe(500);
  });

  it('gets no body over the limit', async () => {
    expect((await ask('/well', { method: 'POST', body: 'x'.repeat(20_000) })).status).toBe(413);
  });

  it('is counted by its own templates', async () => {
    await ask('/things/17');
    await ask('/things/18');
    const metrics = await (await fetch(`${running.managementUrl}/metrics`)).text();
    expect(metrics).toContain('plumbline_requests_total{route="/things/<id:int>",status="200"} 2');
    expect(metrics).not.toContain('/things/17');
  });

  it('comes before the gateway\'s own routes', async () => {
    expect((await ask('/metadata')).body).toEqual(['the script\'s own']);
  });

  it('is described with the gateway\'s address', async () => {
    expect((await ask('/openapi.json')).body.servers).toEqual([{ url: '/models/one' }]);
  });
});

describeWithPlumber('a queue before an annotated script', () => {
  it('is bounded', async () => {
    const running = await startGateway({ path: folderWith({ 'plumber.R': '#* @get /slow\nfunction() { Sys.sleep(0.5); 1 }' }), workers: { count: 1 }, queue: { maxRows: 2 } });
    try {
      const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await fetch(`${running.url}/slow`)).status));
      expect(statuses.filter((status) => status === 503).length).toBeGreaterThanOrEqual(4);
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2);
    } finally {
      running.stop();
    }
  });
});

describeWithPlumber('credentials before an annotated script', () => {
  it('are checked by the gateway and kept from the script', async () => {
    const script = '#* @get /who\n#* @serializer unboxedJSON\nfunction(req) list(user = req$REMOTE_USER, header = is.null(req$HTTP_AUTHORIZATION), listed = "authorization" %in% names(req$HEADERS))';
    const { hashPassword } = await import('../../src/auth/password-hash');
    const secrets = folderWith({ 'users.json': JSON.stringify({ users: [{ name: 'ada', hash: await hashPassword('engine-no-1') }] }) });
    const running = await startGateway({ path: folderWith({ 'service.R': script }), auth: { mode: 'basic', secretsPath: secrets } });
    try {
      expect((await fetch(`${running.url}/who`)).status).toBe(401);
      const authorization = `Basic ${Buffer.from('ada:engine-no-1').toString('base64')}`;
      expect(await (await fetch(`${running.url}/who`, { headers: { authorization } })).json()).toEqual({ user: 'ada', header: true, listed: false });
    } finally {
      running.stop();
    }
  });
});

describeWithPlumber('the start of an annotated script', () => {
  const failure = async (files: Record<string, string>): Promise<string> => {
    try {
      (await startGateway({ path: folderWith(files) })).stop();
    } catch (error) {
      return (error as Error).message;
    }
    return 'it started';
  };

  it('says what the script asks for in vain', async () => {
    const running = await startGateway({ path: folderWith({ 'service.R': 'count <- 0\n#* @get /count\nfunction() { count <<- count + 1; count }\n#* @async\n#* @get /a\nfunction() 1' }), workers: { count: 1 } });
    running.stop();
    expect(running.logged('the script asks for what it will not get').map(({ at, note }) => [at, String(note).split(' ')[0]])).toEqual([['service.R:4', '@async'], ['service.R:3', '<<-']]);
  });

  it('fails with plumber\'s own word and line', async () => {
    expect(await failure({ 'service.R': '#* @get /a\n#* @serializer nosuch\nfunction() 1' })).toContain('Error on line #2');
  });

  it('fails where the score.R beside it does', async () => {
    expect(await failure({ 'service.R': '#* @get /a\nfunction() 1', 'score.R': 'model <- 1' })).toBe('score.R defines no function score(model, data)');
  });

  it('leaves alone a service.R that is none of plumber\'s', async () => {
    expect(await failure({ 'service.R': 'publishService("x")', 'score.R': 'score <- function(model, data) data$x' })).toBe('it started');
  });

  it('leaves every path to static files at the root', async () => {
    const running = await startGateway({ path: folderWith({ 'service.R': '#* @assets ./www /\nlist()', 'www/index.html': '<p>own</p>' }), workers: { count: 1 } });
    try {
      expect(await (await fetch(`${running.url}/`)).text()).toBe('<p>own</p>');
    } finally {
      running.stop();
    }
  });

  it('does not copy a process with open connections', async () => {
    const running = await startGateway({ path: folderWith({ 'service.R': 'kept <- file("service.R", "r")\n#* @get /line\nfunction() readLines(kept, 1)' }), workers: { count: 1 } });
    try {
      expect(running.logged('workers load the model apart').map(({ packages }) => packages)).toEqual([['open connections']]);
      expect(await (await fetch(`${running.url}/line`)).json()).toEqual(['kept <- file("service.R", "r")']);
    } finally {
      running.stop();
    }
  });
});
