import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningGateway, startGateway } from './helpers/gateway';
import { BOSTON } from './helpers/model-folder';
import { describeWithR } from './helpers/r';

const PREDICT = 'suppressMessages(library(randomForest)); cat(sprintf("%.17g", predict(readRDS("model.rds"), read.csv("sample.csv"))))';

describeWithR('the sample model', () => {
  let running: RunningGateway;
  const csv = readFileSync(join(BOSTON, 'sample.csv'), 'utf8');
  const [header, ...lines] = csv.trim().split('\n');
  const names = header.replaceAll('"', '').split(',');
  const records = lines.map((line) => Object.fromEntries(line.split(',').map((value, at) => [names[at], Number(value)])));
  const expected = spawnSync('Rscript', ['--vanilla', '-e', PREDICT], { cwd: BOSTON, encoding: 'utf8' }).stdout.trim().split(' ').map(Number);

  beforeAll(async () => {
    running = await startGateway({ path: BOSTON });
  });

  afterAll(() => running.stop());

  it('answers records with the numbers of R\'s own predict()', async () => {
    expect(expected).toHaveLength(5);
    expect((await running.score(records)).body).toEqual(expected.map((prediction) => ({ prediction })));
  });

  it('answers one record with one record', async () => {
    expect((await running.score(records[2])).body).toEqual({ prediction: expected[2] });
  });

  it('answers columns with columns', async () => {
    const columns = Object.fromEntries(names.map((name) => [name, records.map((record) => record[name])]));
    expect((await running.score(columns)).body).toEqual({ prediction: expected });
  });

  it('answers df with df', async () => {
    expect((await running.score({ df: records })).body).toEqual({ df: expected.map((prediction) => ({ prediction })) });
  });

  it('answers split with split', async () => {
    const data = records.map((record) => names.map((name) => record[name]));
    expect((await running.score({ columns: names, data })).body).toEqual({ columns: ['prediction'], data: expected.map((prediction) => [prediction]) });
  });

  it('answers CSV with CSV', async () => {
    const response = await running.raw(csv, { 'content-type': 'text/csv' });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect((await response.text()).trim().split('\n')).toEqual(['prediction', ...expected.map(String)]);
  });

  it('streams one record a line to a client that accepts it', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => records[index % 5]);
    const response = await running.raw(JSON.stringify(many), { 'content-type': 'application/json', 'accept': 'application/x-ndjson' });
    const answers = (await response.text()).trim().split('\n').map((line) => (JSON.parse(line) as { prediction: number }).prediction);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(answers).toEqual(many.map((_, index) => expected[index % 5]));
  });

  it('refuses by the contract that the forest remembers', async () => {
    const { status, body } = await running.score([{ ...records[0], rm: 'six' }]);
    expect([status, body.violations]).toEqual([422, [{ row: 1, column: 'rm', found: '"six"', allowed: 'a number' }]]);
  });

  it('says which model, R and packages answer', async () => {
    const body: any = await (await fetch(`${running.url}/metadata`)).json();
    expect([body.name, body.version, body.class, Object.keys(body.runtime.packages).includes('randomForest'), body.batching])
      .toEqual(['tested', '1.2.3', ['randomForest.formula', 'randomForest'], true, true]);
  });

  it('says what it answers, learnt from the answer to its sample', async () => {
    const body: any = await (await fetch(`${running.url}/metadata`)).json();
    expect(body.outputs).toEqual([{ name: 'prediction', type: 'double', levels: [] }]);
  });

  it('takes up the trace of its caller', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const { headers } = await running.score(records[0], { traceparent: `00-${trace}-00f067aa0ba902b7-01` });
    expect(headers.get('x-request-id')).toBe(trace);
  });

  it('logs one line a request, without its data', async () => {
    const { headers } = await running.score({ ...records[0], crim: 0.123456789 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const logged = running.logged('request').filter(({ id }) => id === headers.get('x-request-id'));
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject({ method: 'POST', route: '/score', status: 200, rows: 1 });
    expect(JSON.stringify(running.lines)).not.toContain('0.123456789');
  });

  it('tells Prometheus what it did', async () => {
    const text = await (await fetch(`${running.managementUrl}/metrics`)).text();
    for (const name of ['plumbline_requests_total{route="/score",status="200"}', 'plumbline_stage_duration_seconds_count{stage="score"}', 'plumbline_workers_ready 2', 'plumbline_queue_rows 0']) {
      expect(text).toContain(name);
    }
  });
});
