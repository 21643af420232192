import type { ErrorObject } from 'ajv';
import { TEXT_FORMATS } from './formats';
import { schemaCatalogue, type KubernetesVersion, type SchemaCatalogue } from './schema-catalogue';

export { KUBERNETES_VERSIONS, type KubernetesVersion } from './schema-catalogue';

type TextFormatName = keyof typeof TEXT_FORMATS;

/** Kinds whose names are not DNS subdomains. */
const NAME_FORMATS: Record<string, TextFormatName> = {
  'v1/Namespace': 'dns-label',
  'v1/Service': 'service-name',
  'rbac.authorization.k8s.io/v1/Role': 'path-segment',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'path-segment',
};

/** Bytes of all keys and values: https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/ */
const ANNOTATIONS_LIMIT_BYTES = 256 * 1024;

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown; readonly annotations?: Readonly<Record<string, unknown>> };
}

/**
 * What an API server of this version would refuse in a rendered object, each with its field; empty when it would take it.
 *
 * Stricter than the server in three ways: unknown fields and duplicate list entries are errors (server-side apply and strict decoding refuse
 * them, a plain apply does not), null is never a value, and fields that only a server writes (status, metadata.uid) are unknown.
 * Rules in CEL and checks between fields (a selector that its template does not match) are left to a real API server.
 */
export function validateManifest(object: unknown, kubernetesVersion: KubernetesVersion): string[] {
  if (!isManifest(object)) return ['apiVersion and kind must be text'];
  const catalogue = schemaCatalogue(kubernetesVersion);
  const served = catalogue.kind(object.apiVersion, object.kind);
  if (!served) return [unknownKind(object, catalogue)];
  const valid = served.validate(object);
  const errors = valid ? [] : served.validate.errors!.filter((error) => !isRepeated(error)).map(describe);
  return [...new Set([...errors, ...metadataErrors(object, served.namespaced)])];
}

function isManifest(object: unknown): object is Manifest {
  if (typeof object !== 'object' || object === null) return false;
  const { apiVersion, kind } = object as Record<string, unknown>;
  return typeof apiVersion === 'string' && typeof kind === 'string';
}

function unknownKind({ apiVersion, kind }: Manifest, { kinds }: SchemaCatalogue): string {
  const elsewhere = kinds.filter((key) => key.endsWith(`/${kind}`)).map((key) => key.slice(0, -kind.length - 1));
  return elsewhere.length > 0
    ? `apiVersion: ${kind} is served as ${elsewhere.join(', ')}, found ${apiVersion}`
    : `kind: no schema for ${apiVersion} ${kind}`;
}

function metadataErrors({ apiVersion, kind, metadata }: Manifest, namespaced: boolean): string[] {
  const errors: string[] = [];
  if (typeof metadata !== 'object' || metadata === null) return errors;
  const format: TextFormatName = NAME_FORMATS[`${apiVersion}/${kind}`] ?? 'dns-subdomain';
  if (metadata.name === undefined) errors.push('metadata.name: is required');
  if (typeof metadata.name === 'string' && !TEXT_FORMATS[format].test(metadata.name)) {
    errors.push(`metadata.name: must be ${TEXT_FORMATS[format].allowed}, found ${JSON.stringify(metadata.name)}`);
  }
  if (!namespaced && metadata.namespace !== undefined) errors.push(`metadata.namespace: a ${kind} has no namespace`);
  const bytes = Object.entries(metadata.annotations ?? {})
    .reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)), 0);
  if (bytes > ANNOTATIONS_LIMIT_BYTES) errors.push(`metadata.annotations: must hold at most ${ANNOTATIONS_LIMIT_BYTES} bytes, found ${bytes}`);
  return errors;
}

/** ajv reports a wrong key twice: at the key's own rule and as "property name must be valid". */
const isRepeated = (error: ErrorObject): boolean => error.keyword === 'propertyNames';

function fieldOf(error: ErrorObject): string {
  const path = error.instancePath.split('/').slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : /^[A-Za-z0-9_-]+$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`))
    .join('');
  return path.replace(/^\./, '');
}

function describe(error: ErrorObject): string {
  const field = fieldOf(error);
  const within = (name: string): string => (field === '' ? name : `${field}.${name}`);
  const found = JSON.stringify(error.data)?.slice(0, 80);
  switch (error.keyword) {
    case 'additionalProperties': return `${within(error.params.additionalProperty as string)}: unknown field`;
    case 'required': return `${within(error.params.missingProperty as string)}: is required`;
    case 'enum': return `${field}: must be one of ${(error.params.allowedValues as unknown[]).join(', ')}, found ${found}`;
    case 'format': {
      const format = TEXT_FORMATS[error.params.format as TextFormatName];
      return `${field}: must be ${format ? format.allowed : `of format ${error.params.format as string}`}, found ${found}`;
    }
    case 'exactly-one-of': return `${field}: must have exactly one of ${(error.schema as string[]).join(', ')}`;
    case 'x-kubernetes-list-map-keys': return `${field}: two entries have the same ${(error.schema as string[]).join(' and ')}`;
    default: return `${field}: ${error.message}, found ${found}`;
  }
}
