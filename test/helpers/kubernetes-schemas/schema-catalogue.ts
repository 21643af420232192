import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { NUMBER_FORMATS, TEXT_FORMATS } from './formats';
import type { SchemaFile } from '../../fixtures/kubernetes/schema';

/** Minor versions that fixtures exist for. */
export type KubernetesVersion = '1.34' | '1.35' | '1.36';
export const KUBERNETES_VERSIONS: readonly KubernetesVersion[] = ['1.34', '1.35', '1.36'];

const FIXTURES = join(__dirname, '../../fixtures/kubernetes');

/** The kinds one Kubernetes version serves, with the custom resources of the controllers around it. */
export interface SchemaCatalogue {
  /** `<apiVersion>/<kind>`, sorted. */
  readonly kinds: readonly string[];
  /** Undefined for a kind that is not in the fixtures. */
  kind(apiVersion: string, kind: string): { readonly namespaced: boolean; readonly validate: ValidateFunction } | undefined;
}

function hasDuplicateKeys(keys: readonly string[], items: readonly unknown[]): boolean {
  const identities = items.map((item) => JSON.stringify(keys.map((key) => (item as Record<string, unknown>)?.[key] ?? null)));
  return new Set(identities).size < identities.length;
}

/** Patterns of CustomResourceDefinitions are Go's: flags stand inside, and "u" would refuse characters that they escape needlessly. */
function goRegExp(pattern: string): RegExp {
  const isCaseless = pattern.includes('(?i)');
  return new RegExp(pattern.replace('(?i)', ''), isCaseless ? 'i' : '');
}
goRegExp.code = 'goRegExp';

function newValidator(): Ajv {
  const ajv = new Ajv({
    // Schemas of the project's own making: strict, but a definition may list required fields apart from its properties.
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allowUnionTypes: true,
    code: { regExp: goRegExp },
    allErrors: true,
    verbose: true,
    inlineRefs: false,
  });
  for (const [name, { test }] of Object.entries(TEXT_FORMATS)) ajv.addFormat(name, { type: 'string', validate: test });
  for (const [name, validate] of Object.entries(NUMBER_FORMATS)) ajv.addFormat(name, { type: 'number', validate });
  ajv.addKeyword({
    keyword: 'x-kubernetes-list-map-keys',
    type: 'array',
    schemaType: 'array',
    validate: (keys: string[], items: unknown[]) => !hasDuplicateKeys(keys, items),
  });
  ajv.addKeyword({
    keyword: 'exactly-one-of',
    type: 'object',
    schemaType: 'array',
    validate: (names: string[], data: object) => names.filter((name) => name in data).length === 1,
  });
  return ajv;
}

function readCatalogue(version: KubernetesVersion): SchemaCatalogue {
  const read = (path: string): SchemaFile => JSON.parse(readFileSync(join(FIXTURES, path), 'utf8')) as SchemaFile;
  const customResources = readdirSync(join(FIXTURES, 'custom-resources')).sort();
  const files: Array<[id: string, file: SchemaFile]> = [
    ['kubernetes', read(`kubernetes-${version}.json`)],
    ...customResources.map((name): [string, SchemaFile] => [name, read(join('custom-resources', name))]),
  ];
  const ajv = newValidator();
  const references = new Map<string, { reference: string; namespaced: boolean }>();
  for (const [id, { kinds, definitions }] of files) {
    ajv.addSchema({ $id: id, definitions });
    for (const [key, { definition, namespaced }] of Object.entries(kinds)) {
      references.set(key, { reference: `${id}#/definitions/${definition}`, namespaced });
    }
  }
  return {
    kinds: [...references.keys()].sort(),
    kind(apiVersion, kind) {
      const found = references.get(`${apiVersion}/${kind}`);
      // ajv compiles a reference the first time it is asked for and keeps it.
      return found && { namespaced: found.namespaced, validate: ajv.getSchema(found.reference)! };
    },
  };
}

const catalogues = new Map<KubernetesVersion, SchemaCatalogue>();

/** Read once a version; a kind is compiled when it is first asked for. */
export function schemaCatalogue(version: KubernetesVersion): SchemaCatalogue {
  const known = catalogues.get(version) ?? readCatalogue(version);
  catalogues.set(version, known);
  return known;
}
