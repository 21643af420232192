#!/usr/bin/env node
import { hashPassword } from './auth/password-hash';
import { ConfigError } from './config/config';
import { withModelDigest } from './config/model-digest';
import { readConfig } from './config/read-config';
import { Gateway } from './gateway';
import { Log } from './telemetry/log';

const STANDARD_PATH = '/etc/plumbline/config.json';

/** Time for buffered log lines to reach a pipe before the process ends, in milliseconds. */
const LAST_WORDS = 50;

async function serve(): Promise<void> {
  const config = await withModelDigest(readConfig(process.env.PLUMBLINE_CONFIG ?? STANDARD_PATH));
  const log = new Log(config.log.level);
  const gateway = new Gateway(config, log);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info('draining', { signal });
    void gateway.drain().then((drained) => {
      log.info('stopped', { drained });
      exit(log, drained ? 0 : 1);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    await gateway.start();
  } catch (error) {
    gateway.stop();
    log.error('the start failed', { reason: (error as Error).message });
    exit(log, error instanceof ConfigError ? 2 : 1);
  }
}

function exit(log: Log, status: number): void {
  log.flush();
  process.exitCode = status;
  setTimeout(() => process.exit(status), LAST_WORDS);
}

/** Reads a password from standard input and prints the hash for users.json. */
async function hash(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const password = Buffer.concat(chunks).toString('utf8').replace(/\r?\n$/, '');
  if (password === '') throw new ConfigError('give the password on standard input');
  process.stdout.write(`${await hashPassword(password)}\n`);
}

(process.argv[2] === 'hash-password' ? hash() : serve()).catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
