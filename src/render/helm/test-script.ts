/**
 * What `helm test` runs, in the model's image. It asks the service as a client would, and scores the row that the service's own description gives
 * as an example: the first of the model's sample.csv, or one that fits the contract. With passwords it signs itself a token of a minute with the
 * model's key, as the service does after a login (docs/runtime-contract.md); with basic and entra it has no credentials, and takes the refusal as
 * the sign that the service is in place.
 */
export const TEST_SCRIPT = `
const { createHmac } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { AUTH_MODE: mode, KEYS_PATH: keysPath, MODEL_NAME: name, MODEL_URL: url, MODEL_VERSION: version, PATIENCE_SECONDS: patience } = process.env;

function token() {
  const [{ kid, alg, k }] = JSON.parse(readFileSync(keysPath + '/signing-keys.json', 'utf8')).keys;
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const text = part({ alg, kid, typ: 'JWT' }) + '.' + part({ iss: 'plumbline', aud: name, sub: 'helm-test', iat: now, exp: now + 60 });
  return text + '.' + createHmac(alg.replace('HS', 'sha'), Buffer.from(k, 'base64url')).update(text).digest('base64url');
}

async function ask(path, status, headers, body) {
  const request = body === undefined ? { headers } : { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
  const response = await fetch(url + path, { ...request, signal: AbortSignal.timeout(30000) });
  const answer = await response.text();
  if (response.status !== status) { throw new Error(path + ' answers ' + response.status + ' and not ' + status + ': ' + answer); }
  return answer;
}

async function test() {
  if (mode !== 'none') { await ask('/metadata', 401); }
  if (mode === 'basic' || mode === 'entra') { return 'refuses whom it does not know, as it should; without credentials nothing was scored'; }
  const headers = mode === 'password' ? { authorization: 'Bearer ' + token() } : {};
  const found = JSON.parse(await ask('/metadata', 200, headers)).version;
  if (found !== version) { throw new Error('version ' + found + ' answers, and not ' + version + ' of this release: its pods are not ready'); }
  const { paths } = JSON.parse(await ask('/openapi.json', 200, headers));
  const rows = paths['/score']?.post?.requestBody?.content?.['application/json']?.example;
  if (rows === undefined) { return 'answers; it says of no row that it can be scored'; }
  const scores = JSON.parse(await ask('/score', 200, headers, rows));
  if (scores.length !== rows.length || Object.keys(scores[0]).length === 0) { throw new Error('/score answers ' + JSON.stringify(scores)); }
  return 'scored a row of ' + Object.keys(rows[0]).length + ' columns: ' + Object.keys(scores[0]).join(', ');
}

const end = Date.now() + patience * 1000;
(function attempt(before) {
  test().then((words) => console.log(name + ' ' + version + ' ' + words), (error) => {
    const reason = String(error.cause ?? error);
    if (reason !== before) { console.error(reason); }
    if (Date.now() < end) { return setTimeout(attempt, 2000, reason); }
    process.exitCode = 1;
  });
})();
`.trim();
