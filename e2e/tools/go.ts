import { execFile, execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

/** Thrown where the Go compiler is needed and cannot be run. */
export class GoMissing extends Error {}

const INSTRUCTIONS = [
  'the test cluster is built from source and needs Go 1.26 (or 1.21 and later, which fetches 1.26 by itself unless GOTOOLCHAIN=local)',
  'get it from https://go.dev/dl, or with "brew install go", or with "apt-get install golang-go" on Debian 13 and Ubuntu 24.04 and later',
].join('\n');

/** Settings that must not leak in from the person's own: a workspace above, flags that change what is built. */
export const GO_ENVIRONMENT = { GOWORK: 'off', GOFLAGS: '-mod=readonly -buildvcs=false', CGO_ENABLED: '0' };

/**
 * Version of the Go toolchain that builds the module in `folder`, such as `go1.26.8`.
 * @throws GoMissing with what to do about it
 */
export function goVersion(folder: string): string {
  try {
    return execFileSync('go', ['env', 'GOVERSION'], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...GO_ENVIRONMENT }, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string };
    throw new GoMissing(`${code === 'ENOENT' ? 'go is not on the PATH' : `go does not run: ${String(stderr).trim()}`}\n${INSTRUCTIONS}`);
  }
}

/** Folder of a module's files in Go's module cache, fetched where it is not there; Go's checksum database vouches for it. */
export async function moduleFolder(module: string, version: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', `${module}@${version}`], {
      cwd: tmpdir(), env: { ...process.env, GOWORK: 'off' },
    });
    return (JSON.parse(stdout) as { Dir: string }).Dir;
  } catch (error) {
    const { code, stdout } = error as { code?: string | number; stdout?: string };
    if (code === 'ENOENT') { throw new GoMissing(`go is not on the PATH\n${INSTRUCTIONS}`); }
    throw new Error(`cannot fetch the Go module ${module}@${version}: ${String(stdout).trim()}`);
  }
}
