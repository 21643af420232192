import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Connection } from './connection';
import type { Footprint } from './footprint';
import { CUSTOM_RESOURCES, type CustomResourceSource } from '../../test/fixtures/kubernetes/sources';
import type { KubernetesApi, KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { moduleFolder } from '../tools/go';

interface Definition extends KubernetesObject {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

/** The definitions of every custom resource that may be rendered, as upstream publishes them. */
export async function customResourceDefinitions(): Promise<Definition[]> {
  const ofSources = await Promise.all(CUSTOM_RESOURCES.map(async (source) => {
    const folder = await moduleFolder(source.module, source.version);
    return source.files.flatMap((file) => definitionsIn(join(folder, file), source));
  }));
  return ofSources.flat();
}

/**
 * Installs definitions that are not there yet and waits until all are served. Somebody's own cluster gets rid of them again; one of ours keeps
 * them, for the next suite.
 */
export async function installCustomResources({ api, existing }: Connection, footprint: Footprint): Promise<void> {
  const definitions = await customResourceDefinitions();
  const missing: Definition[] = [];
  for (const definition of definitions) {
    if (await api.get(definition) === undefined) { missing.push(definition); }
  }
  if (existing) { footprint.add(...missing); }
  await Promise.all(missing.map((definition) => api.create(definition)));
  await Promise.all(definitions.map((definition) => eventually(() => established(api, definition), {
    what: `${definition.metadata.name} to be served`, timeoutSeconds: 30, explain: async () => JSON.stringify((await api.get(definition))?.status),
  })));
  api.forgetKinds();
}

function definitionsIn(path: string, { versions, aliases = {} }: CustomResourceSource): Definition[] {
  const definitions = parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS() as Definition | null)
    .filter((definition): definition is Definition => definition !== null && definition.spec.names.kind in versions);
  return definitions.flatMap((definition) => {
    const alias = aliases[definition.spec.names.kind];
    return alias === undefined ? [definition] : [definition, underGroup(definition, alias)];
  });
}

/** The same schema, served by another group. */
function underGroup(definition: Definition, group: string): Definition {
  const { metadata, spec } = definition;
  return { ...definition, metadata: { ...metadata, name: `${spec.names.plural}.${group}` }, spec: { ...spec, group } };
}

async function established(api: KubernetesApi, definition: Definition): Promise<string | undefined> {
  const { conditions } = ((await api.get(definition))?.status ?? {}) as { conditions?: { type: string; status: string }[] | null };
  if (!conditions?.some(({ type, status }) => type === 'Established' && status === 'True')) { return 'it is not established'; }
  api.forgetKinds();
  const { group, names, versions } = definition.spec;
  const served = versions.find(({ served: isServed }) => isServed)!;
  return await api.knows(`${group}/${served.name}`, names.kind) ? undefined : 'discovery does not list it';
}
