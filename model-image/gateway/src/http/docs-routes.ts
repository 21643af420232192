import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from './exchange';
import type { Route } from './route';
import type { GatewayConfig } from '../config/config';
import { pageHtml } from '../docs-page/html';
import { STYLE } from '../docs-page/style';

/** The page's modules, compiled from docs-page/; found from src/ as from lib/. */
const MODULES = join(__dirname, '..', '..', 'lib', 'docs-page', 'browser');

/** Nothing but what this server sends, no inline code, in no frame: https://www.w3.org/TR/CSP3/ */
const POLICY = [
  'default-src \'none\'', 'script-src \'self\'', 'style-src \'self\'', 'connect-src \'self\'', 'img-src data:', 'base-uri \'none\'', 'form-action \'none\'', 'frame-ancestors \'none\'',
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
};

/**
 * `GET /`: a page to read about the model and to try it from. It is sent to everyone and says nothing of the model: that it learns from openapi.json, for which it
 * asks its reader to sign in.
 */
export function docsRoutes({ http, auth }: GatewayConfig): readonly Route[] {
  const page = pageHtml(auth.mode);
  const modules = readdirSync(MODULES).filter((file) => file.endsWith('.js')).map((file) => [file, readFileSync(join(MODULES, file), 'utf8')] as const);
  const open = (path: string, handle: (exchange: Exchange) => void): Route => ({ path, method: 'GET', authenticated: false, handle: async (exchange) => handle(exchange) });
  return [
    open('/', (exchange) => exchange.send(200, 'text/html; charset=utf-8', page, HEADERS)),
    open('/__docs__/style.css', (exchange) => exchange.send(200, 'text/css; charset=utf-8', STYLE, HEADERS)),
    ...modules.map(([file, text]) => open(`/__docs__/${file}`, (exchange) => exchange.send(200, 'text/javascript; charset=utf-8', text, HEADERS))),
    // Where plumber has its page.
    open('/__docs__/', (exchange) => exchange.send(302, 'text/plain', '', { location: '../' })),
    ...(http.basePath === '/' ? [] : [open('', (exchange) => exchange.send(308, 'text/plain', '', { location: `${http.basePath.split('/').at(-1)!}/` }))]),
  ];
}
