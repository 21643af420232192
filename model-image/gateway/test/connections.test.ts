import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { column, type RunningGateway, startGateway, until } from './helpers/gateway';
import { folderWith } from './helpers/model-folder';
import { describeWithR } from './helpers/r';

/** Connections to open: ten thousand, or what a process may have open here less what Node needs for itself. */
const OPEN_FILES = Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 1024);
const COUNT = Math.min(10_000, OPEN_FILES - 500);

describeWithR('connections that are held open', () => {
  const path = folderWith({ 'score.R': 'score <- function(model, data) data.frame(text = rep(strrep("x", 1e6), nrow(data)))' });

  it(`by ${COUNT} clients that send one byte keep nobody out, and are cut with 408`, async () => {
    const running = await startGateway({ path, inputs: [column('x', 'double')], http: { headTimeoutSeconds: 20 } });
    const client = spawn(process.execPath, [join(__dirname, 'helpers', 'many-connections.js'), String(running.gateway.port), String(COUNT)]);
    let said = '';
    const take = (chunk: Buffer): void => void (said += chunk.toString());
    client.stdout.on('data', take);
    client.stderr.on('data', take);
    try {
      await until(() => said.includes('open'), 50);
      expect((await running.score({ x: 1 })).status).toBe(200);
      expect((await fetch(`${running.managementUrl}/livez`)).status).toBe(200);
      await until(() => said.includes('cut'), 50);
      expect(said).toBe(`open\ncut ${COUNT}\n`);
    } finally {
      client.kill('SIGKILL');
      running.stop();
    }
  }, 120_000);

  it('by a client that does not read its answer are cut', async () => {
    const running: RunningGateway = await startGateway({ path, inputs: [column('x', 'double')], http: { timeoutSeconds: 2, headTimeoutSeconds: 0.5, requestTimeoutSeconds: 1 } });
    const body = JSON.stringify(Array.from({ length: 30 }, (_, x) => ({ x })));
    const socket = connect(running.gateway.port, '127.0.0.1').pause();
    let closed = false;
    try {
      socket.on('close', () => (closed = true)).on('error', () => undefined);
      socket.write(`POST /score HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      await until(() => running.logged('request').length === 1);
      socket.resume();
      await until(() => closed);
      expect(socket.bytesRead).toBeLessThan(30e6);
    } finally {
      socket.destroy();
      running.stop();
    }
  });
});
