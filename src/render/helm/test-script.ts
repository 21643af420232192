/**
 * What `helm test` runs, in the model's image. It asks the service as a client would: without authentication it scores a row that fits the
 * contract which the service names; with it, the test has no credentials and takes the refusal as the sign that the service is in place.
 */
export const TEST_SCRIPT = `
const { MODEL_URL: url, AUTH_MODE: mode, PATIENCE_SECONDS: patience } = process.env;

async function ask(path, status, body) {
  const request = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url + path, { ...request, signal: AbortSignal.timeout(30000) });
  const answer = await response.text();
  if (response.status !== status) { throw new Error(path + ' answers ' + response.status + ' and not ' + status + ': ' + answer); }
  console.log(path + ' answers ' + status + ', as it should');
  return answer;
}

function sample({ type, levels, minimum, maximum }) {
  switch (type) {
    case 'factor': return levels[0];
    case 'logical': return true;
    case 'string': return '';
    case 'date': return '2026-01-01';
    case 'datetime': return '2026-01-01T00:00:00Z';
    default: return Math.min(maximum ?? Infinity, Math.max(minimum ?? -Infinity, 0));
  }
}

async function test() {
  if (mode !== 'none') { return ask('/metadata', 401); }
  const { inputs } = JSON.parse(await ask('/metadata', 200));
  if (inputs?.length > 0) { await ask('/score', 200, [Object.fromEntries(inputs.map((column) => [column.name, sample(column)]))]); }
}

const end = Date.now() + patience * 1000;
(function attempt() {
  test().catch((error) => {
    if (Date.now() < end) { return setTimeout(attempt, 2000); }
    console.error(error.cause ?? error);
    process.exitCode = 1;
  });
})();
`.trim();
