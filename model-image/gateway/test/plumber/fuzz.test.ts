import { join } from 'node:path';
import fc from 'fast-check';
import { ask, type Case } from '../helpers/ask';
import { type RunningGateway, startGateway } from '../helpers/gateway';
import { describeWithPlumber, PlumberProcess } from '../helpers/plumber-process';

const FOLDER = join(__dirname, 'model');

/** Other requests: FUZZ_SEED=<number>; more of them: FUZZ_RUNS=<number>. */
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const RUNS = Number(process.env.FUZZ_RUNS ?? 250);

/** Half words that mean something to the script, half anything, percent-encoded or with what a path and a query may hold bare. */
const text = fc.oneof(
  fc.constantFrom('1', '-2', '2.5', '1e3', 'TRUE', 'false', 'NA', 'NaN', 'seven', '1,2,3', '1,x', '', 'a.json', '%20', '%2F', '%c3%a4', '%ff', '%zz', '%', '+', '..', '.'),
  fc.string({ maxLength: 8, unit: 'grapheme' }).map((each) => encodeURIComponent(each)),
  fc.stringMatching(/^[A-Za-z0-9!$'()*,;:@._~-]{0,8}$/),
);

/** Paths of the script with segments of their own filled in, and paths near them. The gateway's own are left out: they are answered by it. */
const path = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'predict', 'text', 'html', 'csv', 'null', 'number', 'query', 'request', 'cookies', 'condition', 'missing', 'error', 'free', 'first', 'both', 'any', 'peek', 'lines', 'octet', 'format', 'cat',
      'echo/json', 'echo/form', 'echo/text', 'echo/csv', 'echo/octet', 'echo/multi', 'static/note.txt', 'static/', 'sub/fail', 'later', 'broken',
    ).map((each) => `/${each}`),
  },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('things', 'list', 'dots', 'sub/hello', 'static', 'typed/true', 'echo'), text).map(([folder, last]) => `/${folder}/${last}`) },
  { weight: 1, arbitrary: fc.tuple(text, text, text).map(([flag, number, last]) => `/typed/${flag}/${number}/${last}`) },
  { weight: 1, arbitrary: fc.array(text, { minLength: 1, maxLength: 4 }).map((segments) => `/nowhere/${segments.join('/')}`) },
);

const query = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  {
    weight: 3,
    arbitrary: fc.array(fc.tuple(fc.constantFrom('speed', 'times', 'a', 'b', 'name', 'needed', 'path', 'id', 'req', 'res', 'x[]', ''), fc.constantFrom('=', '==', ''), text), { maxLength: 5 })
      .map((pairs) => `?${pairs.map((pair) => pair.join('')).join('&')}`),
  },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }).map((code) => `?code=${code}`) },
);

const headers = fc.record({
  'content-type': fc.constantFrom(
    'application/json', 'application/json; charset=utf-8', 'text/plain', 'text/csv', 'application/x-www-form-urlencoded', 'application/octet-stream', 'multipart/form-data; boundary=edge',
    'multipart/form-data', 'application/xml', 'nonsense', 'text/plain;charset=latin1', '',
  ),
  'x-own': fc.oneof(fc.stringMatching(/^[ -~]{0,12}$/).map((each) => each.trim()), fc.array(fc.constantFrom('a', 'b, c', ''), { minLength: 1, maxLength: 3 })),
  'x-refuse': fc.constantFrom('yes', 'no'),
  'x-break': fc.constantFrom('no', 'no', 'yes'),
  'cookie': fc.stringMatching(/^[a-z]{1,3}=[ -~]{0,8}$/).map((each) => each.trim()),
  'accept': fc.constantFrom('*/*', 'text/plain', 'application/json;q=0.5'),
}, { requiredKeys: [], noNullPrototype: true });

const part = fc.tuple(fc.constantFrom('a', 'f"; filename="x.txt', ''), fc.string({ maxLength: 10 }))
  .map(([name, value]) => ['--edge', `Content-Disposition: form-data; name="${name}"`, '', value, ''].join('\r\n'));
const body = fc.oneof(
  fc.constant(undefined),
  fc.json({ maxDepth: 3 }),
  fc.array(fc.record({ speed: fc.option(fc.double({ noDefaultInfinity: true, noNaN: true })) }), { maxLength: 3 }).map((row) => JSON.stringify(row)),
  fc.array(fc.tuple(fc.constantFrom('a', 'b'), text).map((pair) => pair.join('=')), { maxLength: 3 }).map((pairs) => pairs.join('&')),
  fc.string({ maxLength: 30, unit: 'grapheme' }),
  fc.array(part, { maxLength: 3 }).map((parts) => `${parts.join('')}--edge--\r\n`),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
);

const request: fc.Arbitrary<Case> = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'), path: fc.tuple(path, query).map((parts) => parts.join('')), headers, body,
}, { noNullPrototype: true });

describeWithPlumber('an annotated script', () => {
  let plumber: PlumberProcess;
  let running: RunningGateway;

  beforeAll(async () => {
    [plumber, running] = await Promise.all([PlumberProcess.start(FOLDER, 'service.R'), startGateway({ path: FOLDER, workers: { count: 1 } })]);
  });

  afterAll(() => {
    plumber?.stop();
    running?.stop();
  });

  it('is answered as by a plumber process, whatever is asked', async () => {
    await fc.assert(fc.asyncProperty(request, async (each) => {
      expect(await ask(running.url, each)).toEqual(await ask(plumber.url, each));
    }), { seed: SEED, numRuns: RUNS });
  }, 600_000);
});
