import { spawn } from 'node:child_process';

/** kubectl on one cluster. */
export class Kubectl {
  constructor(readonly program: string, readonly kubeconfig: string) {}

  /**
   * Runs a command and answers what it prints.
   * @throws Error with what it printed to its standard error
   */
  run(args: readonly string[], { input = '' } = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.program, args, { env: { ...process.env, KUBECONFIG: this.kubeconfig }, stdio: 'pipe' });
      let output = '';
      let errors = '';
      child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
      child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) { resolve(output); } else { reject(new Error(`kubectl ${args.join(' ')}: ${errors.trim()}`)); }
      });
      child.stdin.end(input);
    });
  }
}
