import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ArmServer } from '../../helpers/arm/arm-server';
import { hasScript, startDeployOnTerminal, writeInfraRepository } from '../../helpers/arm/infra';
import { SUCCEEDS } from '../../helpers/arm/payloads';

const describeOnTerminal = hasScript() ? describe : describe.skip;

describeOnTerminal('a deployment on a terminal of 60 columns', () => {
  let output = '';
  let code: number | null = null;

  beforeAll(async () => {
    const root = mkdtempSync(join(tmpdir(), 'plumbline-terminal-'));
    const server = await ArmServer.start();
    server.script = SUCCEEDS;
    writeInfraRepository(root);
    const running = startDeployOnTerminal(root, server, { columns: 60, rows: 20 });
    running.stdout!.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    [code] = await once(running, 'close') as [number | null];
    await server.stop();
    rmSync(root, { recursive: true });
  }, 120_000);

  test('ends well', () => {
    expect(code).toBe(0);
  });

  test('draws its table over itself, until all is done', () => {
    expect(output).toMatch(/\u001b\[\d+A\u001b\[J5 of 5 resources done\r\n/);
  });

  test('breaks no line of the table', () => {
    const rows = output.split('\r\n').filter((line) => / {2}(AKS cluster|role assignment|storage account|virtual network)/.test(line));
    expect(rows.map((line) => stripVTControlCharacters(line)).filter((line) => line.length >= 60)).toEqual([]);
  });
});
