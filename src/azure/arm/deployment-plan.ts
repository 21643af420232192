import { createHash } from 'node:crypto';
import type { Cloud } from '../../spec';
import { deploymentParameters } from '../bicep-parameters';
import type { Fleet } from '../fleet';

/** Everything that one deployment sends, computed from the specs and the compiled template. */
export interface DeploymentPlan {
  readonly environment: string;
  readonly cloud: Cloud;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Resource group that is deployed to. */
  readonly resourceGroup: string;
  /** Groups of registry and storage account, where these are made and lie elsewhere. */
  readonly otherGroups: readonly string[];
  /** Name of the deployment: the same for the same content, so that whoever runs it again meets the one that runs already. */
  readonly name: string;
  readonly template: object;
  readonly parameters: Readonly<Record<string, { readonly value: unknown }>>;
  /** Resource providers that the template speaks to, sorted. */
  readonly providers: readonly string[];
}

/** Begins the name of every deployment of an environment. */
export function deploymentPrefix(environment: string): string {
  return `plumbline-${environment}-`;
}

const DIGITS = 12;

/** @param template `bicep/main.json`, parsed */
export function planDeployment(fleet: Fleet, template: object): DeploymentPlan {
  const { metadata, spec: { cluster, registry, storage, azure } } = fleet.environment;
  const parameters = deploymentParameters(fleet);
  const groups = [
    ...registry === undefined || azure.existing.registry ? [] : [azure.registry.resourceGroup ?? cluster.resourceGroup],
    ...storage === undefined || azure.existing.storage ? [] : [storage.resourceGroup ?? cluster.resourceGroup],
  ];
  const { name: environment } = metadata;
  return {
    environment,
    cloud: cluster.cloud,
    region: cluster.region,
    tags: parameters.tags.value as Record<string, string>,
    resourceGroup: cluster.resourceGroup,
    otherGroups: [...new Set(groups)].filter((group) => group.toLowerCase() !== cluster.resourceGroup.toLowerCase()).sort(),
    // A name has at most 64 characters: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources
    name: deploymentPrefix(environment) + createHash('sha256').update(JSON.stringify([template, parameters])).digest('hex').slice(0, DIGITS),
    template,
    parameters,
    providers: [...new Set(providersOf(template))].sort(),
  };
}

interface TemplatePart {
  readonly type?: string;
  readonly existing?: boolean;
  readonly resources?: Readonly<Record<string, TemplatePart>> | readonly TemplatePart[];
  readonly properties?: { readonly template?: TemplatePart };
}

/** Namespaces of the resources of a template and of its modules; Azure Resource Manager's own need no registration. */
function providersOf({ resources = [] }: TemplatePart): string[] {
  return Object.values(resources as Record<string, TemplatePart>).flatMap((resource): string[] => {
    const inner = providersOf(resource.properties?.template ?? {});
    const [own] = (resource.type ?? '').split('/');
    return own === '' || own === 'Microsoft.Resources' || own === 'Microsoft.Authorization' ? inner : [own, ...inner];
  });
}
