import { dotted, type Finding, type SpecPath } from '../problem';
import { secretShape } from './secrets';

/** Every text of a file that looks like a secret, wherever it stands. The message never repeats it. */
export function secretValues(value: unknown, path: SpecPath = []): Finding[] {
  if (typeof value === 'string') {
    const shape = secretShape(value);
    return shape === undefined ? [] : [{ path, at: 'value', message: `${dotted(path)} looks like ${shape}, and secrets are never written here; keep it in Key Vault and name it` }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => secretValues(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => secretValues(inner, [...path, key]));
}
