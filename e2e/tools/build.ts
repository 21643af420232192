import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, homedir, setPriority, totalmem } from 'node:os';
import { join } from 'node:path';
import { pinnedVersion, toolsNamed, type Tool } from './catalogue';
import { completed } from './completed-module';
import { GO_ENVIRONMENT, goVersion } from './go';

/** The largest packages of Kubernetes take the compiler and the linker to about this much. */
const BYTES_PER_JOB = 2 * 1024 ** 3;
const PROGRESS_SECONDS = 20;

export interface BuildOptions {
  /** Minor version of Kubernetes' own programs. */
  readonly kubernetes?: string;
  readonly say?: (line: string) => void;
}

/** Path of each program by its name. */
export type Programs = Readonly<Record<string, string>>;

/**
 * The programs of these names, built where they are not there yet.
 *
 * A program lies in the user's cache under a key made of all that goes into it, so every clone shares it and nothing is built twice.
 * @throws GoMissing where there is no Go
 */
export async function builtTools(names: readonly string[], { kubernetes, say = print }: BuildOptions = {}): Promise<Programs> {
  const programs: Record<string, string> = {};
  const versions = new Map<string, string>();
  for (const tool of toolsNamed(names, kubernetes)) {
    const folder = join(__dirname, tool.folder);
    if (!versions.has(folder)) { versions.set(folder, goVersion(folder)); }
    const path = join(cacheFolder(), `${tool.name}-${key(tool, versions.get(folder)!)}`, tool.name);
    if (!existsSync(path)) { await build(tool, path, say); }
    programs[tool.name] = path;
  }
  return programs;
}

/** Where built programs are kept, for all clones of this user. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'plumbline', 'tools');
}

function key(tool: Tool, version: string): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) { hash.update(readFileSync(join(__dirname, tool.folder, file))); }
  hash.update(JSON.stringify([version, process.platform, process.arch, GO_ENVIRONMENT, flags(tool)]));
  return hash.digest('hex').slice(0, 16);
}

function flags(tool: Tool): string[] {
  const variables = Object.entries(tool.variables(pinnedVersion(tool))).map(([name, value]) => `-X ${name}=${value}`);
  return ['-trimpath', '-ldflags', ['-s -w', ...variables].join(' '), tool.package];
}

async function build(tool: Tool, path: string, say: (line: string) => void): Promise<void> {
  const label = `${tool.name} ${pinnedVersion(tool)}`;
  say(`building ${label} (once; the next run finds it in ${cacheFolder()})`);
  mkdirSync(cacheFolder(), { recursive: true });
  const unfinished = mkdtempSync(join(cacheFolder(), 'unfinished-'));
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const progress = setInterval(() => say(`building ${label}: ${seconds()} s`), PROGRESS_SECONDS * 1000);
  try {
    await compile(tool, unfinished);
    mkdirSync(join(path, '..'), { recursive: true });
    // In one step, so that a run beside this one sees a whole program or none.
    renameSync(join(unfinished, tool.name), path);
  } finally {
    clearInterval(progress);
    rmSync(unfinished, { recursive: true, force: true });
  }
  say(`built ${label} in ${seconds()} s, ${Math.round(statSync(path).size / 1e6)} MB`);
}

async function compile(tool: Tool, output: string): Promise<void> {
  const completion = tool.embeds === undefined ? [] : [`-modfile=${await completed(tool, tool.embeds, output)}`];
  const jobs = Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / BYTES_PER_JOB)));
  await new Promise<void>((resolve, reject) => {
    const child = spawn('go', ['build', ...completion, '-p', `${jobs}`, '-o', join(output, tool.name), ...flags(tool)], {
      cwd: join(__dirname, tool.folder), env: { ...process.env, ...GO_ENVIRONMENT }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    // A build of minutes leaves the machine to whoever works on it.
    if (child.pid !== undefined) { setPriority(child.pid, 19); }
    let text = '';
    for (const stream of [child.stdout, child.stderr]) { stream.on('data', (chunk: Buffer) => { text += chunk.toString(); }); }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) { resolve(); } else { reject(new Error(`${tool.name} does not build (in e2e/tools/${tool.folder}):\n${text.trim()}`)); }
    });
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
