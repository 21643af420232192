import fc from 'fast-check';
import { column, type RunningGateway, startGateway } from './helpers/gateway';
import { folderWith } from './helpers/model-folder';
import { describeWithR } from './helpers/r';

describeWithR('results never cross requests', () => {
  let running: RunningGateway;

  beforeAll(async () => {
    running = await startGateway({
      path: folderWith({ 'score.R': 'score <- function(model, data) { if (any(data$x == 13)) stop("unlucky"); data.frame(twice = data$x * 2, name = data$name) }' }),
      inputs: [column('x', 'double'), column('name', 'string', { nullable: true })],
      // Client and server are one process here: what keeps the one from sending must not be taken for a slow client by the other.
      http: { headTimeoutSeconds: 60, timeoutSeconds: 60 },
    });
  });

  afterAll(() => running.stop());

  it('for thousands of distinct rows at once', async () => {
    const answers = await Promise.all(Array.from({ length: 3000 }, (_, index) => running.score({ x: index + 0.5, name: `row ${index}` })));
    const wrong = answers.filter(({ body }, index) => body.twice !== 2 * index + 1 || body.name !== `row ${index}`);
    expect(wrong).toEqual([]);
    expect(running.gateway.scheduler.isBatching).toBe(true);
  });

  it('whatever the requests hold, also when some of them fail', async () => {
    const value = fc.record({ x: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(13)), name: fc.option(fc.string({ unit: 'grapheme' }), { nil: null }) });
    await fc.assert(fc.asyncProperty(fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 40 }), async (requests) => {
      const answers = await Promise.all(requests.map((rows) => running.score(rows)));
      answers.forEach(({ status, body }, index) => {
        const rows = requests[index].map(({ x, name }) => ({ x, name: name?.includes('\0') ? '' : name }));
        if (rows.some(({ x }) => x === 13)) expect([422, 500]).toContain(status);
        else if (status === 200) expect(body).toEqual(rows.map(({ x, name }) => ({ twice: Number.isFinite(2 * x) ? 2 * x + 0 : x > 0 ? 'Inf' : '-Inf', name })));
        else expect(status).toBe(422);
      });
    }), { numRuns: 25 });
  });
});
