import type { Schema } from './column-schema';
import { contractDocument } from './contract-document';
import type { ScoringValues } from '../../spec/values';
import { BicepFile, type BicepValue } from '../bicep-literal';
import type { Fleet } from '../fleet';

/** A contract that is rendered beside an environment's parameters, which load it. */
export interface ContractFile {
  readonly model: string;
  /** Relative to `bicep/environments`. */
  readonly path: string;
  /** OpenAPI. */
  readonly document: Schema;
}

/** The contracts of an environment's models, where it has an API Management to import them. */
export function contractFiles({ environment: { metadata, spec: { azure } }, models }: Fleet): ContractFile[] {
  if (azure.apiManagement === undefined) { return []; }
  return models.map((model) => ({ model: model.name, path: `${metadata.name}/${model.name}.openapi.yaml`, document: contractDocument(model) }));
}

/** The parameter `apiManagementSettings`, with contracts as texts or as files that hold them; null for no API Management. */
export function apiManagementSettings(fleet: Fleet, contract: (file: ContractFile) => BicepValue): BicepValue {
  const { apiManagement } = fleet.environment.spec.azure;
  if (apiManagement === undefined) { return null; }
  const files = new Map(contractFiles(fleet).map((file) => [file.model, file]));
  const { name, sku, units, publisherName, publisherEmail, callsPerMinute } = apiManagement;
  return {
    name,
    sku,
    units,
    publisherName,
    publisherEmail,
    callsPerMinute,
    apis: fleet.models.map((model) => ({ ...apiOf(model), contract: contract(files.get(model.name)!) })),
  };
}

/** A model as API Management publishes it: below the same path, and from the host that its own clients use. */
function apiOf({ name, description, endpoint: { host, path, timeoutSeconds }, auth: { mode, entra } }: ScoringValues) {
  return {
    name,
    description,
    path: path.slice(1),
    backendUrl: `https://${host}${path === '/' ? '' : path}`,
    timeoutSeconds,
    tokens: mode === 'entra' ? { issuer: entra.issuer, audience: entra.audience, roles: entra.roles } : null,
  };
}

/** A contract that stands in a file of its own. */
export function inItsFile({ path }: ContractFile): BicepValue {
  return new BicepFile(path);
}

/** A contract as text. JSON is YAML, so Azure reads both alike. */
export function asText({ document }: ContractFile): BicepValue {
  return JSON.stringify(document);
}
