import { contractFiles } from './settings';
import type { Finding } from '../../spec/problem';
import type { Fleet } from '../fleet';

/** Characters that a file loaded by Bicep may have: https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-files#loadtextcontent */
const LONGEST_CONTRACT = 131_072;

/** Models that one deployment publishes; each is a nested resource with a policy, and a template takes 800. */
const MOST_MODELS = 250;

/**
 * Bytes of all contracts: of the 4 MB that parameters may have, three, so that everything else has room
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits).
 */
const MOST_BYTES = 3 * 1024 * 1024;

/** What API Management would refuse, or could not hold. */
export function apiManagementFindings(fleet: Fleet): Finding[] {
  const { metadata, spec: { azure: { apiManagement }, cluster: { cloud } } } = fleet.environment;
  if (apiManagement === undefined) { return []; }
  const { sku, units } = apiManagement;
  const finding = (name: string, message: string): Finding => ({ path: ['spec', 'azure', 'apiManagement', name], at: 'value', message: `spec.azure.apiManagement.${message}` });
  const files = contractFiles(fleet).map(({ model, document }) => ({ model, text: JSON.stringify(document) }));
  // The file is YAML, whose lines and indents make it longer.
  const longest = files.filter(({ text }) => 1.5 * text.length > LONGEST_CONTRACT);
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(JSON.stringify(text)), 0);
  return [
    // https://learn.microsoft.com/azure/api-management/api-management-region-availability
    ...sku.endsWith('V2') && cloud !== 'AzurePublic' ? [finding('sku', `sku (${sku}) is a tier of the public cloud alone; ${cloud} has Developer, Basic, Standard and Premium`)] : [],
    // https://learn.microsoft.com/azure/api-management/upgrade-and-scale
    ...sku === 'Developer' && units > 1 ? [finding('units', `units (${units}) must be 1 in the tier Developer`)] : [],
    ...files.length > MOST_MODELS ? [finding('name', `name (${apiManagement.name}) is to publish ${files.length} models of ${metadata.name}, and a deployment takes ${MOST_MODELS}; spread the models over more environments`)] : [],
    ...longest.map(({ model, text }) => finding('name', `name (${apiManagement.name}) can not import the contract of model ${model}: it has ${text.length} characters, and as a file more than the ${LONGEST_CONTRACT} that Bicep loads`)),
    ...bytes > MOST_BYTES ? [finding('name', `name (${apiManagement.name}) is to import contracts of ${Math.ceil(bytes / 1024 / 1024)} MiB, and a deployment takes ${MOST_BYTES / 1024 / 1024}; spread the models over more environments`)] : [],
  ];
}
