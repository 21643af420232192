import { specSchema, type SpecKind } from '../load/schemas';
import { dotted, type Finding, type SpecPath } from '../problem';
import { nearest } from './nearest';
import { resolved, schemaAt, type JsonSchema } from '../schema/json-schema';
import { oneOf } from '../wording';

/** Fields that would hold a secret if there were one. */
const SECRET_FIELD = /^(user|password|passwd|pwd|secret|token|key|credential|signingKey|apiKey|connectionString)s?$/i;

/** Words of other tools for what Plumbline calls otherwise. */
const SYNONYMS: Readonly<Record<string, string>> = {
  replicas: 'spec.scaling.min and spec.scaling.max',
  resources: 'spec.workers',
  memory: 'spec.workers.memoryPerWorker',
  cpu: 'spec.workers.cores',
  threads: 'spec.workers.threadsPerWorker',
  url: 'spec.endpoint.host and spec.endpoint.path',
};

/** The error for a field that the schema does not know at this place: the nearest one that it knows, here or elsewhere. */
export function unknownField(kind: SpecKind, parent: SpecPath, field: string, value: unknown): Finding {
  const schema = specSchema(kind);
  const here = parent.length === 0 ? `a ${kind.toLowerCase()} file` : dotted(parent);
  const known = Object.keys(schemaAt(schema, parent)?.properties ?? {});
  return { path: [...parent, field], at: 'key', message: `${dotted([...parent, field])} is not a field${advice(field)}` };

  function advice(name: string): string {
    const meant = nearest(name, known.filter((each) => !Object.hasOwn(value as object, each)));
    if (meant !== undefined) return `; did you mean ${meant}?`;
    if (SECRET_FIELD.test(name)) return `, and secrets are never written here; ${kind === 'Model' ? 'spec.endpoint.credentials and spec.env name them by reference' : 'spec.keyVault names the vault that holds them'}`;
    const elsewhere = kind === 'Model' && Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : pathsOf(name, schema).at(0);
    if (elsewhere !== undefined) return `; did you mean ${elsewhere}?`;
    return `; ${here} may hold ${oneOf(known, 'and')}`;
  }
}

/** Where a field of that name stands in the schema, overrides left out. */
function pathsOf(name: string, root: JsonSchema): string[] {
  const found: string[] = [];
  const search = (schema: JsonSchema, path: SpecPath) => {
    for (const [key, part] of Object.entries(resolved(schema, root).properties ?? {})) {
      const at = [...path, key];
      if (key === name) found.push(dotted(at));
      search(part, at);
    }
  };
  search(root, []);
  return found;
}
