import { readFileSync } from 'node:fs';
import { ConfigError, type GatewayConfig } from './config';
import { CHOICES, DEFAULTS, MINIMUMS } from './defaults';
import { COLUMN_TYPES, type Column } from '../contract/column';
import { nearest } from '../contract/nearest';

/**
 * Reads and checks a configuration file.
 *
 * @throws ConfigError with one line per mistake.
 */
export function readConfig(path: string): GatewayConfig {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`cannot read the configuration ${path}: ${(error as Error).message}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${path} is not JSON: ${(error as Error).message}`);
  }
  return completeConfig(value);
}

/**
 * Checks a configuration and puts the defaults where it is silent.
 *
 * @throws ConfigError with one line per mistake.
 */
export function completeConfig(value: unknown): GatewayConfig {
  const mistakes: string[] = [];
  const config = complete('', value, DEFAULTS, mistakes) as GatewayConfig;
  if (mistakes.length === 0) checkMeaning(config, mistakes);
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));
  return config;
}

const describe = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

function complete(path: string, value: unknown, standard: unknown, mistakes: string[]): unknown {
  if (value === undefined) return standard;
  if (path === 'contract.inputs' || path === 'contract.outputs') return columns(path, value, mistakes);
  if (Array.isArray(standard)) {
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    mistakes.push(`${path} must be a list of strings, found ${describe(value)}`);
    return standard;
  }
  if (typeof standard === 'object') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      mistakes.push(`${path || 'the configuration'} must be an object, found ${describe(value)}`);
      return standard;
    }
    const allowed = Object.entries(standard as object);
    for (const key of Object.keys(value)) {
      if (!allowed.some(([name]) => name === key)) {
        mistakes.push(`${dotted(path, key)} is unknown${nearest(key, allowed.map(([name]) => name))}`);
      }
    }
    const given = value as Record<string, unknown>;
    return Object.fromEntries(allowed.map(([key, child]) => [key, complete(dotted(path, key), given[key], child, mistakes)]));
  }
  const problem = scalarProblem(path, value, standard);
  if (problem === undefined) return value;
  mistakes.push(`${path} must be ${problem}, found ${describe(value)}`);
  return standard;
}

const dotted = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function scalarProblem(path: string, value: unknown, standard: unknown): string | undefined {
  if (typeof standard === 'number') {
    const minimum = MINIMUMS[path] ?? 0;
    return typeof value === 'number' && Number.isFinite(value) && value >= minimum ? undefined : `a number of at least ${minimum}`;
  }
  if (typeof value !== typeof standard) return `a ${typeof standard}`;
  const choices = CHOICES[path];
  return choices !== undefined && !choices.includes(value as string) ? `one of ${choices.join(', ')}` : undefined;
}

function columns(path: string, value: unknown, mistakes: string[]): readonly Column[] {
  if (!Array.isArray(value)) {
    mistakes.push(`${path} must be a list of columns, found ${describe(value)}`);
    return [];
  }
  const seen = new Set<string>();
  return value.map((item: Partial<Column> | null, index): Column => {
    const at = `${path}[${index}]`;
    const name = item?.name;
    const type = item?.type;
    if (typeof name !== 'string' || name === '' || name.includes('\0')) mistakes.push(`${at}.name must be a string that is not empty, found ${describe(name)}`);
    else if (seen.has(name)) mistakes.push(`${at}.name is given twice: ${name}`);
    else seen.add(name);
    if (!COLUMN_TYPES.some((known) => known === type)) mistakes.push(`${at}.type must be one of ${COLUMN_TYPES.join(', ')}, found ${describe(type)}`);
    const levels = item?.levels ?? [];
    if (type === 'factor' && levels.length === 0) mistakes.push(`${at}.levels must list the levels of the factor`);
    return {
      name: String(name),
      type: type ?? 'double',
      nullable: item?.nullable ?? false,
      levels,
      minimum: item?.minimum ?? null,
      maximum: item?.maximum ?? null,
      description: item?.description ?? '',
    };
  });
}

/** What needs no escaping in a segment of a URL: https://www.rfc-editor.org/rfc/rfc3986#section-2.3 */
const SEGMENT = /^[A-Za-z0-9._~-]*$/;

/** What every language that clients are generated for takes as a name. */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

function checkMeaning(config: GatewayConfig, mistakes: string[]): void {
  const { http, auth, protocols: { mlServer } } = config;
  for (const field of ['service', 'version'] as const) {
    if (!SEGMENT.test(mlServer[field])) mistakes.push(`protocols.mlServer.${field} must be letters, digits, dots, underscores, tildes and dashes, found ${mlServer[field]}`);
  }
  if (!IDENTIFIER.test(mlServer.operationId)) mistakes.push(`protocols.mlServer.operationId must be letters, digits and underscores, found ${mlServer.operationId}`);
  if (mlServer.inputName === '') mistakes.push('protocols.mlServer.inputName must not be empty');
  if (![200, 400, 500].includes(mlServer.modelErrorStatus)) mistakes.push(`protocols.mlServer.modelErrorStatus must be 200, 400 or 500, found ${mlServer.modelErrorStatus}`);
  if (!http.basePath.startsWith('/') || (http.basePath !== '/' && http.basePath.endsWith('/'))) {
    mistakes.push(`http.basePath must start with a slash and not end with one, found ${http.basePath}`);
  }
  if (http.bodiesLimitMiB > 0 && http.bodiesLimitMiB < http.bodyLimitMiB) {
    mistakes.push(`http.bodiesLimitMiB must be 0 or at least http.bodyLimitMiB (${http.bodyLimitMiB}), found ${http.bodiesLimitMiB}`);
  }
  if (!Number.isInteger(http.trustedProxyHops)) mistakes.push(`http.trustedProxyHops must be a whole number, found ${http.trustedProxyHops}`);
  if ((http.tls.certificatePath === '') !== (http.tls.keyPath === '')) mistakes.push('http.tls needs both certificatePath and keyPath');
  if (http.tls.clientCaPath !== '' && http.tls.certificatePath === '') mistakes.push('http.tls.clientCaPath needs certificatePath and keyPath');
  if (auth.mode === 'entra') {
    for (const field of ['issuer', 'audience', 'jwksUri'] as const) {
      if (auth.entra[field] === '') mistakes.push(`auth.entra.${field} must be given when auth.mode is entra`);
    }
  }
}
