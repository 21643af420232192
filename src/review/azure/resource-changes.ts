import { nounOf } from '../../azure/nouns';
import { resourceInWords } from '../../azure/resource-id';
import { differences, pathText } from '../differences';
import { caution, danger, info, type Said, type Statement } from '../statement';
import { listed, quantity } from '../wording';

/** A resource that a deployment would make, as `bicep snapshot` has it. */
export interface PredictedResource {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What a deployment would make before a change and after it. */
export interface Prediction {
  readonly before: readonly PredictedResource[];
  readonly after: readonly PredictedResource[];
}

export interface ResourceChanges {
  readonly statements: readonly Statement[];
  /** Each resource and field, as lines of a diff; what there was no room for is counted. */
  readonly lines: readonly string[];
}

/** What holds something that nobody could make again. */
const STATEFUL = new Set([
  'microsoft.containerservice/managedclusters', 'microsoft.containerregistry/registries', 'microsoft.keyvault/vaults', 'microsoft.network/dnszones',
  'microsoft.operationalinsights/workspaces', 'microsoft.monitor/accounts', 'microsoft.storage/storageaccounts', 'microsoft.apimanagement/service',
  'microsoft.storage/storageaccounts/blobservices/containers', 'microsoft.storage/storageaccounts/fileservices/shares',
]);

/** What lets somebody do something; one that a template names no longer still does. */
const RIGHTS = new Set(['microsoft.authorization/roleassignments', 'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials']);

const MOST_NAMED = 6;
const MOST_LINES = 60;
const LONGEST_VALUE = 100;

/** What becomes of the resources themselves. A deployment is incremental: what its template does not name stays, and is nobody's. */
export function resourceChanges({ before, after }: Prediction): ResourceChanges {
  const [old, now] = [byId(before), byId(after)];
  const made = [...now.values()].filter(({ id }) => !old.has(id));
  const left = [...old.values()].filter(({ id }) => !now.has(id));
  const changed = [...now.values()].flatMap((resource) => {
    const was = old.get(resource.id);
    const fields = was === undefined ? [] : differences(was, resource);
    return fields.length === 0 ? [] : [{ resource, fields }];
  });
  const stateful = left.filter(({ type }) => STATEFUL.has(type.toLowerCase()));
  const rights = left.filter(({ type }) => RIGHTS.has(type.toLowerCase()));
  const others = left.filter((resource) => !stateful.includes(resource) && !rights.includes(resource));
  const said: Said[] = [
    ...stateful.length === 0 ? [] : [danger(`no longer deployed: ${named(stateful)}; what it holds stays in Azure until somebody deletes it, and nobody looks after it`, 'Azure would no longer be asked for what holds data')],
    ...rights.length === 0 ? [] : [caution(`no longer deployed: ${named(rights)}; such a right stays until somebody deletes it`, 'rights are left behind')],
    ...others.length === 0 ? [] : [caution(`no longer deployed: ${named(others)}; it stays until somebody deletes it`, 'resources are left behind')],
    ...made.length === 0 ? [] : [info(`made: ${named(made)}`)],
    ...changed.length === 0 ? [] : [info(`changed: ${named(changed.map(({ resource }) => resource))}`)],
  ];
  const lines = [
    ...left.map(({ id }) => `- ${resourceInWords(id)}`),
    ...made.map(({ id }) => `+ ${resourceInWords(id)}`),
    ...changed.flatMap(({ resource, fields }) => [
      `# ${resourceInWords(resource.id)}`,
      ...fields.flatMap(({ path, before: was, after: is }) => [
        ...was === undefined ? [] : [`- ${pathText(path)}: ${valueText(was)}`],
        ...is === undefined ? [] : [`+ ${pathText(path)}: ${valueText(is)}`],
      ]),
    ]),
  ];
  return {
    statements: said.map((each) => ({ rule: 'azure-resources', section: 'azure', ...each })),
    lines: lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `# ${quantity(lines.length - MOST_LINES, 'line')} more`] : lines,
  };
}

/** Resources by their names, those of one name counted, and by their kinds where they are many: `AKS cluster scoring, 12 federated credentials`. */
function named(resources: readonly PredictedResource[]): string {
  const words = new Map<string, number>();
  for (const { id } of resources) { words.set(resourceInWords(id), (words.get(resourceInWords(id)) ?? 0) + 1); }
  if (words.size <= MOST_NAMED) { return listed([...words].map(([word, count]) => count === 1 ? word : `${word} (${count} of them)`)); }
  const kinds = new Map<string, PredictedResource[]>();
  for (const resource of resources) { kinds.set(resource.type, [...kinds.get(resource.type) ?? [], resource]); }
  return listed([...kinds].map(([type, each]) => each.length === 1 ? resourceInWords(each[0].id) : `${each.length} of ${nounOf(type)}`), MOST_NAMED);
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 3)}...` : text;
}

function byId(resources: readonly PredictedResource[]): Map<string, PredictedResource> {
  return new Map(resources.map((resource) => [resource.id, resource]));
}
