import { call, type Reply } from './helpers/api';
import { column, type Given, type RunningGateway, startGateway } from './helpers/gateway';
import { folderWith } from './helpers/model-folder';
import { describeWithR } from './helpers/r';
import { PASSWORD, secretsOf } from './helpers/secrets';

const ATTACKER = '203.0.113.7';
const BYSTANDER = '203.0.113.8';

const model = (): Given => ({ path: folderWith({ 'score.R': 'score <- function(model, data) data$x' }), inputs: [column('x', 'double')], workers: { count: 1 } });

async function withGateway(mode: 'password' | 'basic', trustedProxyHops: number, use: (running: RunningGateway) => Promise<void>): Promise<void> {
  const running = await startGateway({ ...model(), http: { trustedProxyHops }, auth: { mode, secretsPath: await secretsOf(['ada']) } });
  try {
    await use(running);
  } finally {
    running.stop();
  }
}

const from = (forwarded?: string): Record<string, string> => (forwarded === undefined ? {} : { 'x-forwarded-for': forwarded });

const login = (running: RunningGateway, username: string, password: string, forwarded?: string): Promise<Reply> =>
  call(running, 'POST', '/login', { username, password }, from(forwarded));

const basic = async (running: RunningGateway, password: string, forwarded: string): Promise<number> =>
  (await running.score({ x: 1 }, { authorization: `Basic ${Buffer.from(`ada:${password}`).toString('base64')}`, ...from(forwarded) })).status;

/** Statuses of wrong logins, one after the other. */
async function failures(times: number, attempt: (index: number) => Promise<number>): Promise<readonly number[]> {
  const statuses = new Set<number>();
  for (let index = 0; index < times; index += 1) statuses.add(await attempt(index));
  return [...statuses];
}

describeWithR('the limit of failed logins behind a proxy', () => {
  it('closes the login to the address that failed a hundred times and to nobody else', async () => {
    await withGateway('password', 1, async (running) => {
      expect(await failures(100, async (index) => (await login(running, `guess-${index}`, 'wrong', ATTACKER)).status)).toEqual([401]);
      expect((await login(running, 'ada', PASSWORD, ATTACKER)).status).toBe(429);
      expect((await login(running, 'ada', PASSWORD, BYSTANDER)).status).toBe(200);
    });
  });

  it('is not escaped by addresses that the client puts into the header itself', async () => {
    await withGateway('password', 1, async (running) => {
      const invented = (index: number): string => `198.51.100.${index}, ${ATTACKER}`;
      expect(await failures(10, async (index) => (await login(running, 'ada', 'wrong', invented(index))).status)).toEqual([401]);
      expect((await login(running, 'ada', PASSWORD, invented(11))).status).toBe(429);
    });
  });

  it('cannot be turned against another address by naming it', async () => {
    await withGateway('password', 1, async (running) => {
      await failures(10, async () => (await login(running, 'ada', 'wrong', `${BYSTANDER}, ${ATTACKER}`)).status);
      expect((await login(running, 'ada', PASSWORD, BYSTANDER)).status).toBe(200);
    });
  });

  it('counts for the connection\'s address what comes without the header or with none of use', async () => {
    await withGateway('password', 1, async (running) => {
      const useless = [undefined, 'unknown', ''];
      expect(await failures(10, async (index) => (await login(running, 'ada', 'wrong', useless[index % useless.length])).status)).toEqual([401]);
      expect((await login(running, 'ada', PASSWORD)).status).toBe(429);
      expect((await login(running, 'ada', PASSWORD, BYSTANDER)).status).toBe(200);
    });
  });

  it('holds for Basic authentication too', async () => {
    await withGateway('basic', 1, async (running) => {
      expect(await failures(10, (index) => basic(running, `wrong-${index}`, ATTACKER))).toEqual([401]);
      expect(await basic(running, PASSWORD, ATTACKER)).toBe(429);
      expect(await basic(running, PASSWORD, BYSTANDER)).toBe(200);
    });
  });
});

describeWithR('the limit of failed logins without a proxy', () => {
  it('takes no notice of the header', async () => {
    await withGateway('password', 0, async (running) => {
      expect(await failures(10, async (index) => (await login(running, 'ada', 'wrong', `198.51.100.${index}`)).status)).toEqual([401]);
      expect((await login(running, 'ada', PASSWORD, BYSTANDER)).status).toBe(429);
    });
  });
});
