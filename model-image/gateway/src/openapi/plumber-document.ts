import { modelOf } from './document';
import { securityOf } from './security';
import type { GatewayConfig } from '../config/config';
import type { Hello, PlumberHello } from '../workers/hello';

interface Document {
  readonly openapi: string;
  readonly info: object;
  readonly paths: Readonly<Record<string, unknown>>;
  readonly components?: { readonly schemas?: object };
}

/**
 * plumber's own description of its API, with what the gateway adds to it: its address, its way of authentication, the model's digest.
 *
 * @param scoring the gateway's own document where rows are scored beside the script: its `/score` comes first
 */
export function plumberDocument(
  plumber: PlumberHello, config: GatewayConfig, hello: Hello, scoring: Readonly<Record<string, unknown>> | null,
): Readonly<Record<string, unknown>> {
  const own = JSON.parse(plumber.openapi) as Document;
  const described = scoring === null ? own : withScoring(own, scoring as unknown as Document);
  const { security, schemes } = securityOf(config);
  const secured = security.length === 0 ? {} : { security, components: { ...described.components, securitySchemes: schemes } };
  return { ...described, info: { ...described.info, ...modelOf(config, hello) }, servers: [{ url: config.http.basePath }], ...secured };
}

/** The columns need a type of two names, which 3.0 lacks; what plumber writes of it is the same in 3.1. */
function withScoring(own: Document, { openapi, paths, components }: Document): Document {
  const schemas = { ...components?.schemas, ...own.components?.schemas };
  return { ...own, openapi, paths: { '/score': paths['/score'], ...own.paths }, components: { ...own.components, schemas } };
}
