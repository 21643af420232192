import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BASE_PATH, CSV, expectedPredictions, login, PASSWORD, startService, USER } from './sample-service';
import { describeWithClients, python, run } from './venv';
import { call } from '../helpers/api';
import type { RunningGateway } from '../helpers/gateway';

/** What a developer writes with the generated client; the compiler holds it to the types of the contract. */
const PROGRAM = `import { BostonApi, Configuration, UserApi } from './index';
const [basePath, username, password, rows] = process.argv.slice(2) as [string, string, string, string];
const main = async (): Promise<void> => {
  const tokens = await new UserApi(new Configuration({ basePath })).login({ loginRequest: { username, password } });
  const api = new BostonApi(new Configuration({ basePath, apiKey: 'Bearer ' + tokens.accessToken }));
  const answer = await api.score({ webServiceParameters: { inputData: JSON.parse(rows) } });
  const prediction: number[] = answer.outputParameters!.prediction!.map((value) => value!);
  console.log(JSON.stringify({ success: answer.success, prediction }));
};
void main();
`;

describeWithClients('Microsoft\'s client of Machine Learning Server', () => {
  let running: RunningGateway;

  beforeAll(async () => {
    running = await startService();
  });

  afterAll(() => running.stop());

  it('logs in, finds the service, consumes it, and sees a batch through', async () => {
    const found = await python('ml_server_sdk.py', [`${running.url}${BASE_PATH}`, 'boston', 'v1.0', USER, PASSWORD, CSV]);
    const prediction = await expectedPredictions(running);
    expect(prediction).toHaveLength(5);
    expect(found).toEqual({
      services: ['boston'],
      versions: ['v1.0'],
      latest: 'v1.0',
      swagger: { description: '', title: 'boston', version: 'v1.0' },
      prediction,
      error: '',
      batch: [2, prediction, true, []],
      left: [],
      missing: [404, { code: 404, message: 'Execution not found', fields: '' }],
    });
  });
});

describeWithClients('a client generated from swagger.json', () => {
  let running: RunningGateway;
  let folder: string;
  let swagger: string;

  beforeAll(async () => {
    running = await startService();
    folder = mkdtempSync(join(tmpdir(), 'plumbline-clients-'));
    swagger = join(folder, 'swagger.json');
    const headers = { authorization: `Bearer ${await login(running)}` };
    writeFileSync(swagger, (await call(running, 'GET', `${BASE_PATH}/api/boston/v1.0/swagger.json`, undefined, headers)).text);
  });

  afterAll(() => {
    running?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has a document without a fault for its source', async () => {
    expect(await run('openapi-generator-cli', ['validate', '-i', swagger])).toContain('No validation issues detected');
  });

  it('in Python logs in, consumes the service, and sees a batch through', async () => {
    const made = join(folder, 'python');
    await run('openapi-generator-cli', ['generate', '-i', swagger, '-g', 'python', '-o', made, '--package-name', 'service_client']);
    const found = await python('generated_client.py', [made, `${running.url}${BASE_PATH}`, USER, PASSWORD, CSV]);
    const prediction = await expectedPredictions(running);
    expect(found).toEqual({ success: true, prediction, batch: [2, prediction, []], deleted: true, missing: [404, 'Execution not found'], revoked: 401 });
  });

  it('in TypeScript compiles in strict mode with a program that uses it, and consumes the service', async () => {
    const made = join(folder, 'typescript');
    await run('openapi-generator-cli', ['generate', '-i', swagger, '-g', 'typescript-fetch', '-o', made]);
    writeFileSync(join(made, 'program.ts'), PROGRAM);
    const node = (args: readonly string[]): Promise<{ stdout: string }> => promisify(execFile)(process.execPath, args, { cwd: made });
    const options = ['--strict', '--target', 'es2022', '--module', 'commonjs', '--moduleResolution', 'bundler', '--lib', 'es2023,dom'];
    const types = ['--typeRoots', join(__dirname, '..', '..', '..', '..', 'node_modules', '@types'), '--types', 'node'];
    await node([require.resolve('typescript/bin/tsc'), ...options, ...types, '--outDir', join(made, 'out'), join(made, 'program.ts')])
      .catch((error: { stdout: string }) => { throw new Error(error.stdout); });
    const { inputData } = await rows();
    const { stdout } = await node([join(made, 'out', 'program.js'), `${running.url}${BASE_PATH}`, USER, PASSWORD, JSON.stringify(inputData)]);
    expect(JSON.parse(stdout)).toEqual({ success: true, prediction: await expectedPredictions(running) });
  });
});

/** The sample's rows as the service takes them. */
async function rows(): Promise<{ inputData: Record<string, number[]> }> {
  return JSON.parse(await run('python', ['-c', 'import json, pandas, sys; print(json.dumps({"inputData": pandas.read_csv(sys.argv[1]).to_dict("list")}))', CSV]));
}
