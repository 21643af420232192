import { nounOf } from './nouns';

/** A resource as Azure Resource Manager names it. */
export interface ResourceName {
  /** `Microsoft.ContainerService/managedClusters/agentPools` */
  readonly type: string;
  /** `scoring-prod/d8sv5`: one part for each part of the type after the provider. */
  readonly name: string;
  readonly resourceGroup: string;
  /** The resource that an extension resource such as a role assignment is on. */
  readonly on?: ResourceName;
}

/** Reads a resource id, such as `/subscriptions/<id>/resourceGroups/<group>/providers/<provider>/<type>/<name>`; undefined for anything else. */
export function parseResourceId(id: string): ResourceName | undefined {
  const resourceGroup = /\/resourcegroups\/([^/]+)/i.exec(id)?.[1] ?? '';
  const last = id.toLowerCase().lastIndexOf('/providers/');
  if (last === -1) { return undefined; }
  const [provider, ...parts] = id.slice(last + '/providers/'.length).split('/');
  if (parts.length < 2 || parts.length % 2 === 1) { return undefined; }
  const types = parts.filter((_, index) => index % 2 === 0);
  const names = parts.filter((_, index) => index % 2 === 1);
  const on = parseResourceId(id.slice(0, last));
  return { type: [provider, ...types].join('/'), name: names.join('/'), resourceGroup, ...on === undefined ? {} : { on } };
}

/** `node pool d8sv5 of scoring-prod`, `role assignment on storage account contosomodels`; the id itself where it can't be read. */
export function resourceInWords(id: string): string {
  const resource = parseResourceId(id);
  return resource === undefined ? id : inWords(resource);
}

function inWords({ type, name, on }: ResourceName): string {
  const names = name.split('/');
  const own = names.at(-1)!;
  const noun = nounOf(type);
  // A role assignment is called by a GUID, which says nothing.
  const called = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(own) ? noun : `${noun} ${own}`;
  if (on !== undefined) { return `${called} on ${inWords(on)}`; }
  return names.length > 1 ? `${called} of ${names.slice(0, -1).join('/')}` : called;
}
