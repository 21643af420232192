import { type ChildProcess, spawn } from 'node:child_process';

const START_SECONDS = 20;

/** A cluster's API in the clear on 127.0.0.1. */
export interface Serving {
  readonly url: string;
}

const children = new Set<ChildProcess>();

/** Ends all that this process serves. */
export function closeServings(): void {
  for (const child of children) { child.kill(); }
}

/**
 * Serves the API of a kubeconfig's current cluster by `kubectl proxy`, which knows every way of signing in that kubeconfigs know, until
 * everything is closed: after each suite (suites/close-connections.ts).
 * @throws Error with what kubectl said
 */
export function serve(kubectl: string, kubeconfig: string): Promise<Serving> {
  const child = spawn(kubectl, ['proxy', '--address=127.0.0.1', '--port=0'], {
    env: { ...process.env, KUBECONFIG: kubeconfig }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => {
      child.kill();
      reject(new Error(`kubectl proxy did not start within ${START_SECONDS} s: ${said.trim()}`));
    }, START_SECONDS * 1000);
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const port = /Starting to serve on 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port === undefined) { return; }
      clearTimeout(timer);
      resolve({ url: `http://127.0.0.1:${port}` });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => {
      children.delete(child);
      clearTimeout(timer);
      reject(new Error(`kubectl proxy ended with ${code}: ${said.trim()}`));
    });
  });
}
