import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

/** An HTTP proxy as companies have them (CONNECT, https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6), which takes the names of Azure's clouds to servers of a test. */
export class Proxy {
  static async start(): Promise<Proxy> {
    const proxy = new Proxy();
    await new Promise<void>((resolve) => { proxy.server.listen(0, '127.0.0.1', resolve); });
    return proxy;
  }

  /** The server that stands for each host; any other host is refused. */
  readonly targets = new Map<string, string>();
  /** `host:port` of each tunnel that was asked for, once. */
  readonly asked = new Set<string>();
  private readonly server: Server = createServer();

  private constructor() {
    this.server.on('connect', (request, client, head) => {
      this.asked.add(request.url!);
      const target = this.targets.get(request.url!.replace(/:443$/, ''));
      if (target === undefined) {
        client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const upstream = connect(Number(new URL(target).port), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
