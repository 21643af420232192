import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { builtTools } from '../tools/build';

const run = promisify(execFile);

export interface FluxCommandOptions {
  readonly kubeconfig: string;
  /** Where it keeps what it writes for itself. */
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly say?: (line: string) => void;
}

/** Runs Flux's own command line, without anybody's settings. @throws Error with what it said */
export async function flux(args: readonly string[], { kubeconfig, home, env = {}, say }: FluxCommandOptions): Promise<void> {
  const { flux: program } = await builtTools(['flux'], { say });
  try {
    await run(program, args, { env: { PATH: process.env.PATH, HOME: home, KUBECONFIG: kubeconfig, ...env }, maxBuffer: 2 ** 24 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`flux ${args.join(' ')}:\n${stdout}${stderr}`);
  }
}
