import { type BrokenLink, field, type LinkEnd, type LinkRule, type PairRule, type WiredEnvironment } from './link';
import { ModelView } from '../../spec/model-view';

type Placed = WiredEnvironment['placements'][number];

/**
 * Caller -> API Management -> ingress -> model. The ingress answers everybody, so a model has to check callers itself: a token that API Management
 * passed on, or a name and a password. Each model has a path of its own there, and the certificate of its host is one that Azure trusts.
 */
export const apiManagementLinks: LinkRule = (wired) => {
  const { file, environment: { spec: { azure: { apiManagement } } } } = wired;
  if (apiManagement === undefined) { return []; }
  const there = field(file, 'spec', 'azure', 'apiManagement');
  return [openModels, sharedPaths, expressions, untrustedIssuer, failedLogins].flatMap((rule) => rule(wired, there));
};

function openModels({ placements, environment: { metadata } }: WiredEnvironment, there: LinkEnd): BrokenLink[] {
  return placements.filter(({ values }) => values.auth.mode === 'none').map((placed) => ({
    severity: 'error',
    here: endpointField(placed, metadata.name, 'auth'),
    there,
    message: `model ${placed.values.name} has auth none, so whoever knows ${placed.values.endpoint.host} calls it past API Management ({there}); with auth entra API Management and the model check the same token`,
  }));
}

function sharedPaths({ placements, environment: { metadata } }: WiredEnvironment): BrokenLink[] {
  const first = new Map<string, Placed>();
  return placements.flatMap((placed): BrokenLink[] => {
    const { name, endpoint: { path } } = placed.values;
    const twin = first.get(path);
    if (twin === undefined) {
      first.set(path, placed);
      return [];
    }
    return [{
      severity: 'error',
      here: endpointField(placed, metadata.name, 'path'),
      there: endpointField(twin, metadata.name, 'path'),
      message: `models ${twin.values.name} and ${name} have the path ${path} on two hosts ({there}), and API Management has one address for both; give one of them another path`,
    }];
  });
}

/** Where API Management would compute a text, or put a named value in its place: https://learn.microsoft.com/azure/api-management/api-management-policy-expressions */
const COMPUTED = /^\s*@[({]|\{\{/;

function expressions({ placements, environment: { metadata } }: WiredEnvironment, there: LinkEnd): BrokenLink[] {
  return placements.flatMap((placed): BrokenLink[] => {
    const { name, auth: { entra } } = placed.values;
    const computed = [entra.audience, ...entra.roles].find((text) => COMPUTED.test(text));
    if (computed === undefined) { return []; }
    const message = `model ${name} has ${computed} among its audience and roles, which API Management would compute ({there}); it is no name of Entra ID's`;
    return [{ severity: 'error', here: endpointField(placed, metadata.name, 'entra'), there, message }];
  });
}

function untrustedIssuer({ file, environment: { spec: { certificates: { issuer } } } }: WiredEnvironment, there: LinkEnd): BrokenLink[] {
  if (issuer !== 'letsencrypt-staging' && issuer !== 'ca') { return []; }
  const message = `API Management ({there}) trusts no certificate of issuer ${issuer}, and would call no model; issuer letsencrypt is trusted`;
  return [{ severity: 'warning', here: field(file, 'spec', 'certificates', 'issuer'), there, message }];
}

function failedLogins({ placements, environment: { metadata } }: WiredEnvironment, here: LinkEnd): BrokenLink[] {
  const counting = placements.filter(({ values: { auth: { mode } } }) => mode === 'password' || mode === 'basic');
  if (counting.length === 0) { return []; }
  const [{ values: { name, auth: { mode } } }] = counting;
  const who = counting.length === 1 ? `model ${name} counts` : `model ${name} and ${counting.length - 1} more count`;
  return [{
    severity: 'warning',
    here,
    there: endpointField(counting[0], metadata.name, 'auth'),
    message: `${who} failed logins by address (auth ${mode}, {there}): all that come through API Management are one, so one guesser locks out the others; auth entra has no logins`,
  }];
}

function endpointField({ model }: Placed, environment: string, name: string): LinkEnd {
  return field(model.file, ...ModelView.of(model.value, environment).origin(['endpoint', name]) ?? ['metadata', 'name']);
}

/** The name of an API Management is its address. */
export const apiManagementNames: PairRule = (first, second) => {
  const [one, other] = [first, second].map(({ environment }) => environment.spec.azure.apiManagement?.name);
  if (one === undefined || one.toLowerCase() !== other?.toLowerCase()) { return []; }
  return [{
    severity: 'error',
    here: field(second.file, 'spec', 'azure', 'apiManagement', 'name'),
    there: field(first.file, 'spec', 'azure', 'apiManagement', 'name'),
    message: `spec.azure.apiManagement.name (${one}) is that of environment ${first.environment.metadata.name} already ({there}); the name is an address, unique in Azure`,
  }];
};
