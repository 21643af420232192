import type { Route } from './route';

type Parameters = Readonly<Record<string, string>>;

/** What a request's method and path lead to. */
export interface Match {
  /** Undefined when there is no such path. When the path takes other methods only, one of its routes, for its name and its way to refuse. */
  readonly route: Route | undefined;
  readonly parameters: Parameters;
  /** Methods that the path takes, when the request's is none of them. */
  readonly allowed?: readonly string[];
}

interface Pattern {
  readonly segments: readonly string[];
  readonly routes: Route[];
}

const NOTHING: Match = { route: undefined, parameters: {} };

/** Finds routes: paths without parameters first, then those with, in the order of their definition. The first path that matches decides. */
export class RouteTable {
  private readonly fixed = new Map<string, Route[]>();
  private readonly patterns: Pattern[] = [];

  /** `basePath` goes in front of every path; `/` for nothing. */
  constructor(routes: readonly Route[], basePath: string) {
    const base = basePath === '/' ? '' : basePath;
    for (const route of routes) this.add(base + route.path, route);
  }

  /** Paths without parameters. */
  get paths(): readonly string[] {
    return [...this.fixed.keys()];
  }

  /** `path` as it came: percent-encoded, without the query. */
  find(method: string, path: string): Match {
    const fixed = this.fixed.get(path);
    if (fixed !== undefined) return choose(fixed, method, {});
    if (this.patterns.length === 0) return NOTHING;
    const segments = path.split('/');
    for (const pattern of this.patterns) {
      const parameters = match(pattern.segments, segments);
      if (parameters !== undefined) return choose(pattern.routes, method, parameters);
    }
    return NOTHING;
  }

  private add(path: string, route: Route): void {
    if (!/[{*]/.test(path)) {
      const routes = this.fixed.get(path);
      if (routes === undefined) this.fixed.set(path, [route]);
      else routes.push(route);
      return;
    }
    const segments = path.split('/');
    const known = this.patterns.find((pattern) => pattern.segments.join('/') === path);
    if (known === undefined) this.patterns.push({ segments, routes: [route] });
    else known.routes.push(route);
  }
}

function choose(routes: readonly Route[], method: string, parameters: Parameters): Match {
  const route = routes.find((candidate) => candidate.method === method) ?? routes.find((candidate) => candidate.method === '*');
  return route === undefined ? { route: routes[0], parameters, allowed: routes.map((candidate) => candidate.method) } : { route, parameters };
}

function match(pattern: readonly string[], segments: readonly string[]): Parameters | undefined {
  const open = pattern.at(-1) === '*';
  if (open ? segments.length < pattern.length : segments.length !== pattern.length) return undefined;
  const parameters: Record<string, string> = {};
  for (let at = 0; at < pattern.length - (open ? 1 : 0); at += 1) {
    const expected = pattern[at];
    if (expected.startsWith('{')) {
      const value = decode(segments[at]);
      if (value === undefined || value === '') return undefined;
      parameters[expected.slice(1, -1)] = value;
    } else if (expected !== segments[at]) {
      return undefined;
    }
  }
  return parameters;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
