import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** Who may push. */
export interface Writer {
  readonly username: string;
  readonly password: string;
}

export interface GitServerOptions {
  readonly port: number;
  /** Who may push; nobody if left out. */
  readonly writer?: Writer;
  /** 127.0.0.1, where only processes of this machine reach it, if left out. */
  readonly address?: string;
}

/** Serves the bare repositories of a folder over http: for reading, and for who signs in as the writer. */
export interface GitServer {
  urlOf(repository: string): string;
  close(): Promise<void>;
}

/** Git's own CGI program (git-http-backend(1)) behind a server that does nothing else. */
export async function serveGit(folder: string, { port, writer, address = '127.0.0.1' }: GitServerOptions): Promise<GitServer> {
  const backend = `${execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim()}/git-http-backend`;
  const server = createServer((request, response) => { answer({ backend, folder, writer }, request, response); });
  server.listen(port, address);
  await once(server, 'listening');
  return {
    urlOf: (repository) => `http://${address}:${port}/${repository}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Served {
  readonly backend: string;
  readonly folder: string;
  readonly writer: Writer | undefined;
}

function answer({ backend, folder, writer }: Served, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const credentials = writer && `Basic ${Buffer.from(`${writer.username}:${writer.password}`).toString('base64')}`;
  const isWriter = credentials !== undefined && request.headers.authorization === credentials;
  if (!isWriter && `${url.pathname}?${url.search}`.includes('git-receive-pack')) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    return;
  }
  const child = spawn(backend, {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REQUEST_METHOD: request.method,
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      REMOTE_ADDR: '127.0.0.1',
      // Git's own program lets nobody push whom the server did not sign in.
      ...isWriter && { REMOTE_USER: writer!.username },
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  request.pipe(child.stdin);
  // A client that has what it wants does not wait for the rest.
  child.stdin.on('error', () => undefined);
  let head = Buffer.alloc(0);
  const readHead = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) { return; }
    child.stdout.off('data', readHead);
    for (const line of head.subarray(0, end).toString().split('\r\n')) {
      const [name, value] = line.split(/:\s*/, 2);
      if (name.toLowerCase() === 'status') { response.statusCode = Number.parseInt(value, 10); } else { response.setHeader(name, value); }
    }
    response.write(head.subarray(end + 4));
    child.stdout.pipe(response);
  };
  child.stdout.on('data', readHead);
}
