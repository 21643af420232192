import { once } from 'node:events';
import { ArmServer } from '../../helpers/arm/arm-server';
import { infra, startDeploy, writeInfraRepository } from '../../helpers/arm/infra';
import { SUCCEEDS } from '../../helpers/arm/payloads';
import { temporaryFolder } from '../../helpers/temporary-folder';

const root = temporaryFolder();
let server: ArmServer;

beforeEach(async () => {
  server = await ArmServer.start();
  server.script = { ...SUCCEEDS, waitsAt: 3 };
  writeInfraRepository(root());
});
afterEach(() => server.stop());

/** Starts a deployment, waits until it is half-way, and ends its process by a signal. */
async function interrupted(signal: NodeJS.Signals): Promise<{ code: number | null; stderr: string }> {
  const running = startDeploy(root(), server);
  let stderr = '';
  running.stderr!.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
  running.stdout!.resume();
  await server.waiting();
  const exited = once(running, 'exit') as Promise<[number | null]>;
  running.kill(signal);
  const [code] = await exited;
  return { code, stderr };
}

test('a deployment whose process was killed is picked up by the next run, and begun once', async () => {
  await interrupted('SIGKILL');
  server.release();
  const { exitCode, stdout } = await infra('deploy', root(), server);
  expect(stdout).toContain('runs already; picking it up');
  expect(stdout).toContain('production is deployed');
  expect(server.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/deployments/'))).toHaveLength(1);
  expect(exitCode).toBe(0);
});

test('Ctrl-C says that the deployment goes on, and how to pick it up or stop it', async () => {
  const { code, stderr } = await interrupted('SIGINT');
  expect(stderr).toMatch(/goes on in Azure. Run plumbline infra deploy production again to pick it up, or az deployment group cancel --resource-group scoring-production --name plumbline-production-/);
  expect(code).toBe(130);
});
