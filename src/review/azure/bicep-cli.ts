import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where a Bicep CLI may be: `BICEP_PATH`, then `PATH`, then the Azure CLI's own. */
export function findBicep(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const name = process.platform === 'win32' ? 'bicep.exe' : 'bicep';
  const onPath = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '').map((folder) => join(folder, name));
  const given = environment.BICEP_PATH ?? '';
  if (given !== '') { return existsSync(given) ? given : undefined; }
  return [...onPath, join(homedir(), '.azure', 'bin', name)].find((place) => existsSync(place));
}

/** Ids that a template is evaluated with; those of nobody, because a review compares and never deploys. */
const NOBODY = {
  tenantId: '00000000-0000-0000-0000-000000000002',
  subscriptionId: '00000000-0000-0000-0000-000000000001',
  resourceGroup: 'group',
  location: 'region',
  deploymentName: 'plumbline',
};

interface Answer {
  readonly id?: number;
  readonly result?: { readonly snapshot?: string };
  readonly error?: { readonly message: string };
}

/** One process of the Bicep CLI that answers many questions, because its start takes longer than an answer. It goes offline: nobody is asked. */
export class BicepProcess {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  private received = Buffer.alloc(0);

  constructor(program: string) {
    this.child = spawn(program, ['jsonrpc', '--stdio']);
    this.child.stdout.on('data', (chunk: Buffer) => { this.read(chunk); });
    this.child.on('error', (error) => { this.fail(error); });
    this.child.on('close', () => { this.fail(new Error('the Bicep CLI ended')); });
    this.child.stdin.on('error', () => undefined);
  }

  /**
   * The resources that a `.bicepparam` file would make, as JSON.
   * @throws Error with the CLI's own words for a file that it can't evaluate
   */
  async snapshot(path: string): Promise<string> {
    const answer = await this.ask('bicep/getSnapshot', { path, metadata: NOBODY, externalInputs: [] });
    if (answer.result?.snapshot === undefined) { throw new Error(answer.error?.message ?? 'the Bicep CLI gave no answer'); }
    return answer.result.snapshot;
  }

  end(): void {
    this.child.kill();
  }

  private async ask(method: string, params: object): Promise<Answer> {
    const id = this.waiting.size + 1;
    const body = JSON.stringify({ jsonrpc: '2.0', id, method, params });
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      // Framed as in https://microsoft.github.io/language-server-protocol/specifications/base/0.9/specification/
      this.child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  }

  private read(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const end = this.received.indexOf('\r\n\r\n');
      const length = Number(/content-length: *(\d+)/i.exec(this.received.toString('latin1', 0, Math.max(end, 0)))?.[1]);
      if (end === -1 || Number.isNaN(length) || this.received.length < end + 4 + length) { return; }
      const answer = JSON.parse(this.received.toString('utf8', end + 4, end + 4 + length)) as Answer;
      this.received = this.received.subarray(end + 4 + length);
      if (answer.id !== undefined) { this.waiting.get(answer.id)?.resolve(answer); }
    }
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) { reject(error); }
  }
}
