import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { completeConfig } from '../../src/config/read-config';
import { clientAddress } from '../../src/http/client-address';

describe('the address that a request came from', () => {
  let server: Server;
  let hops = 0;

  beforeAll(async () => {
    server = createServer((message, response) => response.end(clientAddress(message, hops)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  /** Sends a line of the header for each value. */
  async function addressOf(trustedProxyHops: number, ...forwarded: readonly string[]): Promise<string> {
    hops = trustedProxyHops;
    const { port } = server.address() as AddressInfo;
    const headers = forwarded.length === 0 ? {} : { 'x-forwarded-for': [...forwarded] };
    return new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => resolve(text));
      }).on('error', reject).end();
    });
  }

  it('is the connection\'s own where no proxy is trusted, whatever the header says', async () => {
    expect(await addressOf(0, '203.0.113.7')).toBe('127.0.0.1');
  });

  it('is what the one trusted proxy wrote', async () => {
    expect(await addressOf(1, '203.0.113.7')).toBe('203.0.113.7');
  });

  it.each([
    ['in the same line', ['198.51.100.1, 198.51.100.2, 203.0.113.7']],
    ['in a line of its own', ['198.51.100.1', '203.0.113.7']],
    ['that is no list', [';,"\',,, 203.0.113.7']],
  ])('is not what the client put in front of it %s', async (_, lines) => {
    expect(await addressOf(1, ...lines)).toBe('203.0.113.7');
  });

  it('is what the outermost of several trusted proxies wrote', async () => {
    expect(await addressOf(2, '198.51.100.1, 203.0.113.7, 10.0.0.4')).toBe('203.0.113.7');
  });

  it.each([
    ['there is no header', 1, []],
    ['the header is empty', 1, ['']],
    ['the entry is empty', 1, ['203.0.113.7,']],
    ['the entry is no address', 1, ['203.0.113.7, unknown']],
    ['the entry is a number', 1, ['1234']],
    ['an octet is too large', 1, ['203.0.113.256']],
    ['there are fewer entries than proxies', 2, ['203.0.113.7']],
  ])('is the connection\'s own where %s', async (_, trusted, lines) => {
    expect(await addressOf(trusted, ...lines)).toBe('127.0.0.1');
  });

  it.each([
    ['203.0.113.7:41000', '203.0.113.7'],
    ['[2001:db8::1]:41000', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
  ])('leaves out the port, which differs from connection to connection: %s', async (written, address) => {
    expect(await addressOf(1, written)).toBe(address);
  });
});

describe('http.trustedProxyHops', () => {
  it('is 0 where the configuration is silent', () => {
    expect(completeConfig({}).http.trustedProxyHops).toBe(0);
  });

  it.each([[1.5, 'http.trustedProxyHops must be a whole number, found 1.5'], [-1, 'http.trustedProxyHops must be a number of at least 0, found -1']])('refuses %s', (given, message) => {
    expect(() => completeConfig({ http: { trustedProxyHops: given } })).toThrow(message);
  });
});
