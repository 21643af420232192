import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

const PACKAGES = ['plumber', 'readr'];
const missing = PACKAGES.filter((name) => spawnSync('Rscript', ['--vanilla', '-e', `quit(status = !requireNamespace("${name}", quietly = TRUE))`]).status !== 0);

if (missing.length > 0) {
  const line = `the R packages ${missing.join(', ')} are missing, so the tests of plumber models are skipped: run npx projen prepare:r`;
  if (process.env.CI === 'true') throw new Error(line);
  process.stderr.write(`${line}\n`);
}

/** A suite that runs the real plumber; skipped where it is missing. */
export const describeWithPlumber = missing.length === 0 ? describe : describe.skip;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The real thing: one R process, plumber's own server on TCP. */
export class PlumberProcess {
  /** Plumbs a script in its folder, and waits until it answers. */
  static async start(folder: string, file: string): Promise<PlumberProcess> {
    const port = await freePort();
    const child = spawn('Rscript', ['--vanilla', '-e', `plumber::plumb("${file}")$run(host = "127.0.0.1", port = ${port}, quiet = TRUE)`], {
      cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' }, stdio: 'ignore',
    });
    const started = new PlumberProcess(child, `http://127.0.0.1:${port}`);
    const end = Date.now() + 50_000;
    while (await fetch(`${started.url}/openapi.json`).catch(() => undefined) === undefined) {
      if (child.exitCode !== null || Date.now() > end) throw new Error('plumber did not start');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return started;
  }

  private constructor(private readonly child: ChildProcess, readonly url: string) {}

  stop(): void {
    this.child.kill('SIGKILL');
  }
}
