import { join } from 'node:path';
import { watch as watchFiles } from 'chokidar';
import { EXIT } from './exit-code';
import { failureMessage } from './failure';

/** Editors write a file in several steps, and Git many files at once. */
const QUIET_MILLISECONDS = 80;

/**
 * Renders, and renders again after every change below models/ and environments/, until Ctrl-C. An error is reported and waits for the next change.
 * @returns the exit code
 */
export async function watch(flags: { readonly root: string; readonly quiet: boolean }, synth: () => Promise<number>): Promise<number> {
  const turns = new Turns(async () => {
    await synth().catch((error: unknown) => { process.stderr.write(`${failureMessage(error)}\n`); });
  });
  const watcher = watchFiles(['models', 'environments'].map((folder) => join(flags.root, folder)), { ignoreInitial: true });
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => { turns.request(); }, QUIET_MILLISECONDS);
  });
  await new Promise<void>((resolve) => { watcher.once('ready', resolve); });
  turns.request();
  if (!flags.quiet) { process.stderr.write('watching models/ and environments/; Ctrl-C ends it\n'); }
  await new Promise((resolve) => { process.once('SIGINT', resolve); });
  clearTimeout(timer);
  await watcher.close();
  await turns.end();
  return EXIT.ok;
}

/** Runs a job again and again, never twice at once; requests that come while it runs count as one. */
class Turns {
  private running?: Promise<void>;
  private isWanted = false;

  constructor(private readonly job: () => Promise<void>) {}

  request(): void {
    this.isWanted = true;
    this.running ??= this.run();
  }

  /** Resolves when the job is over that runs, if any. */
  async end(): Promise<void> {
    this.isWanted = false;
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.isWanted) {
      this.isWanted = false;
      await this.job();
    }
    this.running = undefined;
  }
}
