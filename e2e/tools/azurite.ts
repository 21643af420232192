import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './build';

const FILES = ['package.json', 'package-lock.json'];
const ENTRY = join('node_modules', 'azurite', 'dist', 'src', 'blob', 'main.js');

/**
 * Path of Azurite's Blob service, fetched by npm where it is not there yet: exactly what azurite/package-lock.json says, kept beside the built programs.
 * @throws Error with what npm said
 */
export async function fetchedAzurite(say: (line: string) => void): Promise<string> {
  const hash = createHash('sha256');
  for (const file of FILES) { hash.update(readFileSync(join(__dirname, 'azurite', file))); }
  const folder = join(cacheFolder(), `azurite-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) {
    const started = Date.now();
    say('fetching Azurite (once)');
    mkdirSync(cacheFolder(), { recursive: true });
    const unfinished = mkdtempSync(join(cacheFolder(), 'unfinished-'));
    try {
      for (const file of FILES) { cpSync(join(__dirname, 'azurite', file), join(unfinished, file)); }
      await npm(unfinished, 'ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline');
      renameSync(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    say(`fetched Azurite in ${Math.round((Date.now() - started) / 1000)} s`);
  }
  return join(folder, ENTRY);
}

function npm(folder: string, ...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) { stream.on('data', (chunk: Buffer) => { text += chunk.toString(); }); }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) { resolve(); } else { reject(new Error(`npm ${args.join(' ')} in ${folder} failed:\n${text.trim()}`)); }
    });
  });
}
