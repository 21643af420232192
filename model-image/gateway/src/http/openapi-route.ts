import type { Route } from './route';
import { JSON_TYPE } from '../answer/render-answer';

/** `GET /openapi.json`: what can be asked here, as https://spec.openapis.org/oas/latest.html; `document` is the JSON. */
export function openapiRoute(document: () => string): Route {
  return { path: '/openapi.json', method: 'GET', authenticated: true, handle: async (exchange) => exchange.send(200, JSON_TYPE, document()) };
}
