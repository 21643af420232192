import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** An address with a port behind it, as some proxies write it: `203.0.113.7:41000`, `[2001:db8::1]:41000`. */
const WITH_PORT = /^(?:\[(?<bracketed>[^\]]*)\]|(?<dotted>[\d.]+))(?::\d{1,5})?$/;

/**
 * The address that a request came from, past the proxies in front of the gateway.
 *
 * Every proxy appends to `X-Forwarded-For` whom it was called by, so what the nearest `trustedProxyHops` proxies wrote stands last, and everything
 * before it is whatever the client liked to send. The entry that many places from the end counts; without one, or when it is no address,
 * the connection's own does, which no client can choose.
 *
 * @param trustedProxyHops proxies that every request comes through; 0 when clients call the gateway themselves, which ignores the header
 */
export function clientAddress(request: IncomingMessage, trustedProxyHops: number): string {
  const own = request.socket.remoteAddress ?? '';
  if (trustedProxyHops === 0) return own;
  // Lines of the same name are one list, in their order: https://www.rfc-editor.org/rfc/rfc9110#section-5.3
  const entries = (request.headersDistinct['x-forwarded-for'] ?? []).join(',').split(',');
  return addressIn(entries.at(-trustedProxyHops)) ?? own;
}

function addressIn(entry = ''): string | undefined {
  const text = entry.trim();
  const { bracketed, dotted } = WITH_PORT.exec(text)?.groups ?? {};
  const address = bracketed ?? dotted ?? text;
  return isIP(address) === 0 ? undefined : address;
}
