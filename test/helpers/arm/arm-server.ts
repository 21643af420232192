import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type ArmAnswer, armRoute } from './arm-routes';
import type { Fault, RunningDeployment, Script, SeenRequest } from './arm-state';
import { localCertificate } from './certificate';

/**
 * A local Azure Resource Manager: HTTPS, bearer tokens, API versions, long operations with Azure-AsyncOperation or Location and Retry-After, lists in
 * pages, and its documented errors. What a deployment does is scripted; it moves on by one step each time that somebody looks at it.
 */
export class ArmServer {
  static async start(): Promise<ArmServer> {
    const { certificate, key } = await localCertificate();
    const server = new ArmServer(certificate);
    server.https = createServer({ cert: certificate, key }, (request, response) => { void server.handle(request, response); });
    await new Promise<void>((resolve) => { server.https!.listen(0, 'localhost', resolve); });
    return server;
  }

  readonly groups = new Map<string, { name: string; location: string; tags: object }>();
  readonly providers = new Map<string, string>();
  readonly resources: { id: string; tags: object }[] = [];
  readonly deployments = new Map<string, RunningDeployment>();
  readonly requests: SeenRequest[] = [];
  /** Long operations by id: answers that are not the last, and the last. */
  readonly operations = new Map<string, { left: number; last: () => ArmAnswer; pending: ArmAnswer }>();
  script: Script = { operations: {}, ends: 2 };
  /** Body of the result of what-if. */
  whatIf: object = { status: 'Succeeded', properties: { changes: [] } };
  /** Error that validation ends with. */
  refusal?: object;
  private readonly faults: (Fault & { seen: number })[] = [];
  private readonly gates: (() => void)[] = [];
  private isReleased = false;
  private https?: Server;

  private constructor(readonly certificate: string) {}

  get url(): string { return `https://localhost:${(this.https!.address() as AddressInfo).port}`; }

  async stop(): Promise<void> {
    this.https!.closeAllConnections();
    await new Promise((resolve) => { this.https!.close(resolve); });
  }

  inject(fault: Fault): void { this.faults.push({ ...fault, seen: 0 }); }

  /** Lets a deployment that waits go on. */
  release(): void { this.isReleased = true; }

  /** Resolves once a deployment waits. */
  async waiting(): Promise<void> { await new Promise<void>((resolve) => { this.gates.push(resolve); }); }

  /** A look at a deployment: one step on, unless it waits. */
  look(deployment: RunningDeployment): void {
    if (deployment.looks === deployment.script.waitsAt && !this.isReleased) {
      for (const gate of this.gates.splice(0)) { gate(); }
      return;
    }
    deployment.looks += 1;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) { chunks.push(chunk as Buffer); }
    const text = Buffer.concat(chunks).toString();
    const seen = { method: request.method!, path: request.url!, at: performance.now(), authorization: request.headers.authorization ?? '', body: text === '' ? undefined : JSON.parse(text) as unknown };
    this.requests.push(seen);
    const fault = this.faultFor(seen);
    if (fault?.cut === 'before') { request.socket.destroy(); return; }
    if (fault !== undefined && fault.cut === undefined) {
      send(response, { status: fault.status ?? 500, headers: fault.headers, body: fault.body });
      return;
    }
    const answer = armRoute(this, seen);
    if (fault?.cut === 'after') { request.socket.destroy(); return; }
    send(response, answer);
  }

  private faultFor({ method, path }: SeenRequest): Fault | undefined {
    for (const fault of this.faults) {
      if ((fault.method ?? method) !== method || !fault.path.test(path)) { continue; }
      fault.seen += 1;
      const first = (fault.after ?? 0) + 1;
      if (fault.seen >= first && fault.seen < first + (fault.times ?? 1)) { return fault; }
    }
    return undefined;
  }
}

function send(response: ServerResponse, { status, headers = {}, body }: ArmAnswer): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8', ...headers });
  response.end(text);
}
