import { randomUUID } from 'node:crypto';
import type { ArmServer } from './arm-server';
import { isThrough, operationsOf, PAGE, type RunningDeployment, type SeenRequest, stateOf, SUBSCRIPTION, TOKENS } from './arm-state';

export interface ArmAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

type Route = (server: ArmServer, request: SeenRequest, ...parts: string[]) => ArmAnswer;

/** Wording: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors */
export function armError(status: number, code: string, message: string, headers: Record<string, string> = {}): ArmAnswer {
  return { status, headers, body: { error: { code, message } } };
}

const GROUP = '/resource[gG]roups/([^/]+)';
const DEPLOYMENTS = `${GROUP}/providers/Microsoft\\.Resources/deployments`;
const DEPLOYMENT = `${DEPLOYMENTS}/([^/]+)`;

const ROUTES: readonly (readonly [method: string, path: string, route: Route])[] = [
  ['GET', GROUP, (server, _request, group) => groupOr404(server, group, (found) => ({ status: 200, body: found }))],
  ['PUT', GROUP, putGroup],
  ['DELETE', GROUP, deleteGroup],
  ['GET', `${GROUP}/resources`, (server, request, group) => groupOr404(server, group, () => page(request, server.url, server.resources))],
  ['GET', '/providers', (server, request) => page(request, server.url, [...server.providers].map(([namespace, registrationState]) => ({ namespace, registrationState })))],
  ['GET', '/providers/([^/]+)', getProvider],
  ['POST', '/providers/([^/]+)/register', registerProvider],
  ['GET', `${DEPLOYMENTS}/?`, (server, request, group) => groupOr404(server, group, () => page(request, server.url, [...server.deployments.values()].map(bodyOf)))],
  ['GET', DEPLOYMENT, getDeployment],
  ['PUT', DEPLOYMENT, putDeployment],
  ['POST', `${DEPLOYMENT}/validate`, (server, request, group) => groupOr404(server, group, () => server.refusal === undefined ? invalidParameters(request) ?? { status: 200, body: { properties: {} } } : { status: 400, body: { error: server.refusal } })],
  ['POST', `${DEPLOYMENT}/whatIf`, whatIf],
  ['GET', `${GROUP}/deployments/([^/]+)/operations`, listOperations],
  ['GET', `${GROUP}/providers/Microsoft\\.Resources/deployments/[^/]+/operationStatuses/([^/]+)`, (server, _request, _group, id) => later(server, id)],
  ['GET', '/operationresults/([^/]+)', (server, _request, id) => later(server, id)],
];

/** What Azure Resource Manager answers to a request. */
export function armRoute(server: ArmServer, request: SeenRequest): ArmAnswer {
  const { pathname, searchParams } = new URL(request.path, server.url);
  const refused = authenticated(request);
  if (refused !== undefined) { return refused; }
  if (!searchParams.has('api-version')) { return armError(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required for all requests.'); }
  const prefix = `/subscriptions/${SUBSCRIPTION}`;
  if (!pathname.toLowerCase().startsWith(prefix)) { return armError(404, 'SubscriptionNotFound', `The subscription '${pathname.split('/')[2]}' could not be found.`); }
  for (const [method, pattern, route] of ROUTES) {
    const match = new RegExp(`^${pattern}$`, 'i').exec(pathname.slice(prefix.length));
    if (method === request.method && match !== null) { return route(server, request, ...match.slice(1).map(decodeURIComponent)); }
  }
  return armError(404, 'InvalidResourceType', `The request ${request.method} ${pathname} is not known here.`);
}

function authenticated({ authorization }: SeenRequest): ArmAnswer | undefined {
  const headers = { 'www-authenticate': 'Bearer authorization_uri="https://login.microsoftonline.com/", error="invalid_token"' };
  switch (authorization.replace('Bearer ', '')) {
    case TOKENS.valid: return undefined;
    case TOKENS.expired: return armError(401, 'ExpiredAuthenticationToken', 'The access token expiry UTC time \'11/24/2026 8:00:00 AM\' is earlier than current UTC time \'11/25/2026 8:00:00 AM\'.', headers);
    case TOKENS.otherTenant: return armError(401, 'InvalidAuthenticationTokenTenant', 'The access token is from the wrong issuer. It must match the tenant associated with this subscription.', headers);
    default: return armError(401, 'AuthenticationFailed', 'Authentication failed. The \'Authorization\' header is missing.', headers);
  }
}

function groupOr404(server: ArmServer, name: string, then: (group: object) => ArmAnswer): ArmAnswer {
  const found = server.groups.get(name.toLowerCase());
  return found === undefined ? armError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`) : then(found);
}

function putGroup(server: ArmServer, { body }: SeenRequest, name: string): ArmAnswer {
  const { location, tags } = body as { location: string; tags: object };
  const isNew = !server.groups.has(name.toLowerCase());
  server.groups.set(name.toLowerCase(), { name, location, tags });
  return { status: isNew ? 201 : 200, body: { id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/${name}`, name, location, tags, properties: { provisioningState: 'Succeeded' } } };
}

function deleteGroup(server: ArmServer, _request: SeenRequest, name: string): ArmAnswer {
  return groupOr404(server, name, () => {
    server.groups.delete(name.toLowerCase());
    return accepted(server, 2, () => ({ status: 200 }));
  });
}

function getProvider(server: ArmServer, _request: SeenRequest, namespace: string): ArmAnswer {
  const state = server.providers.get(namespace);
  if (state === undefined) { return armError(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`); }
  // Registering takes a while: the first look still says so.
  if (state === 'Registering') { server.providers.set(namespace, 'Registered'); }
  return { status: 200, body: { namespace, registrationState: state } };
}

function registerProvider(server: ArmServer, _request: SeenRequest, namespace: string): ArmAnswer {
  server.providers.set(namespace, 'Registering');
  return { status: 200, body: { namespace, registrationState: 'Registering' } };
}

function getDeployment(server: ArmServer, _request: SeenRequest, group: string, name: string): ArmAnswer {
  return groupOr404(server, group, () => {
    const found = server.deployments.get(name);
    if (found === undefined) { return armError(404, 'DeploymentNotFound', `Deployment '${name}' could not be found.`); }
    server.look(found);
    return { status: 200, body: bodyOf(found) };
  });
}

function putDeployment(server: ArmServer, request: SeenRequest, group: string, name: string): ArmAnswer {
  return groupOr404(server, group, () => {
    const before = server.deployments.get(name);
    if (before !== undefined && !isThrough(before)) {
      return armError(409, 'DeploymentActive', `Unable to edit or replace deployment '${name}': previous deployment from '${before.timestamp}' is still active. Please see https://aka.ms/arm-deploy for usage details.`);
    }
    const invalid = invalidParameters(request);
    if (invalid !== undefined) { return invalid; }
    const { body } = request as { body: RunningDeployment['body'] };
    const deployment = { name, body, script: server.script, timestamp: '2026-11-25T10:00:00Z', looks: 0 };
    server.deployments.set(name, deployment);
    const id = randomUUID();
    server.operations.set(id, { left: 1, pending: { status: 200, body: { status: 'Running' } }, last: () => ({ status: 200, body: { status: stateOf(deployment) } }) });
    const base = `${server.url}/subscriptions/${SUBSCRIPTION}/resourcegroups/${group}/providers/Microsoft.Resources/deployments/${name}`;
    return { status: before === undefined ? 201 : 200, headers: { 'azure-asyncoperation': `${base}/operationStatuses/${id}?api-version=2025-04-01`, 'retry-after': '0' }, body: bodyOf(deployment) };
  });
}

/** As Azure refuses parameters that the template does not have, and misses those without a default. */
function invalidParameters({ body }: SeenRequest): ArmAnswer | undefined {
  const { template, parameters } = (body as RunningDeployment['body']).properties;
  const declared = template.parameters ?? {};
  const strange = Object.keys(parameters).filter((name) => !Object.hasOwn(declared, name));
  const missing = Object.entries(declared)
    .filter(([name, { nullable, defaultValue }]) => nullable !== true && defaultValue === undefined && parameters[name]?.value === undefined)
    .map(([name]) => name);
  if (strange.length === 0 && missing.length === 0) { return undefined; }
  return armError(400, 'InvalidTemplate', `Deployment template validation failed: 'The following parameters were supplied, but do not correspond to any parameters defined in the template: '${strange.join(', ')}'; the value for the template parameters '${missing.join(', ')}' is not provided.'`);
}

function whatIf(server: ArmServer, request: SeenRequest, group: string): ArmAnswer {
  return groupOr404(server, group, () => invalidParameters(request) ?? accepted(server, 2, () => ({ status: 200, body: server.whatIf })));
}

function listOperations(server: ArmServer, request: SeenRequest, _group: string, name: string): ArmAnswer {
  const deployment = [...server.deployments.values()].find((each) => each.name === name || Object.hasOwn(each.script.operations, name));
  if (deployment === undefined) { return armError(404, 'DeploymentNotFound', `Deployment '${name}' could not be found.`); }
  return page(request, server.url, operationsOf(deployment, deployment.name === name ? 'main' : name));
}

/** 202 with a Location that answers 202 a few times. */
function accepted(server: ArmServer, times: number, last: () => ArmAnswer): ArmAnswer {
  const id = randomUUID();
  const headers = { 'location': `${server.url}/subscriptions/${SUBSCRIPTION}/operationresults/${id}?api-version=2025-04-01`, 'retry-after': '0' };
  server.operations.set(id, { left: times, pending: { status: 202, headers }, last });
  return { status: 202, headers };
}

function later(server: ArmServer, id: string): ArmAnswer {
  const operation = server.operations.get(id);
  if (operation === undefined) { return armError(404, 'NotFound', 'The operation is not known.'); }
  operation.left -= 1;
  return operation.left >= 0 ? operation.pending : operation.last();
}

function page({ path }: SeenRequest, url: string, all: readonly object[]): ArmAnswer {
  const here = new URL(path, url);
  const from = Number(here.searchParams.get('$skiptoken') ?? 0);
  here.searchParams.set('$skiptoken', String(from + PAGE));
  return { status: 200, body: { value: all.slice(from, from + PAGE), ...from + PAGE < all.length ? { nextLink: here.href } : {} } };
}

function bodyOf(deployment: RunningDeployment): object {
  const { name, script, timestamp } = deployment;
  const state = stateOf(deployment);
  return {
    id: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Resources/deployments/${name}`,
    name,
    type: 'Microsoft.Resources/deployments',
    properties: {
      mode: 'Incremental',
      provisioningState: state,
      timestamp,
      duration: 'PT5.5S',
      correlationId: '0f8fad5b-d9cb-469f-a165-70867728950e',
      ...state === 'Succeeded' ? { outputs: script.outputs ?? {} } : {},
      ...state === 'Failed' ? { error: script.error } : {},
    },
  };
}
