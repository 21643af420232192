import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '../helpers/api';
import { type RunningGateway, startGateway } from '../helpers/gateway';
import { BOSTON } from '../helpers/model-folder';
import { PASSWORD, secretsOf } from '../helpers/secrets';

export { PASSWORD };
export const USER = 'ada';
export const CSV = join(BOSTON, 'sample.csv');
/** Where the service stands on its host, as it would behind an ingress. */
export const BASE_PATH = '/pricing/boston';

/** The sample model behind a password, below a path, under the name that the clients of its predecessor know. */
export async function startService(): Promise<RunningGateway> {
  return startGateway({
    path: BOSTON,
    http: { basePath: BASE_PATH },
    auth: { mode: 'password', secretsPath: await secretsOf([USER]) },
    protocols: { mlServer: { service: 'boston', version: 'v1.0', operationId: 'score' } },
  });
}

export async function login(running: RunningGateway): Promise<string> {
  return (await call(running, 'POST', `${BASE_PATH}/login`, { username: USER, password: PASSWORD })).json.access_token;
}

/** What `POST /score` answers for the same rows. */
export async function expectedPredictions(running: RunningGateway): Promise<readonly number[]> {
  const headers = { 'content-type': 'text/csv', 'authorization': `Bearer ${await login(running)}` };
  const response = await fetch(`${running.url}${BASE_PATH}/score`, { method: 'POST', headers, body: readFileSync(CSV, 'utf8') });
  return (await response.text()).trim().split('\n').slice(1).map(Number);
}
