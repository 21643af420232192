import { dotted, type Finding, type SpecPath } from '../problem';
import { secretShape } from './secrets';

/** Every text of a file that looks like a secret, wherever it stands. The message never repeats it. */
export function secretValues(value: unknown): Finding[] {
  const found: Finding[] = [];
  const path: (string | number)[] = [];
  const visit = (inner: unknown): void => {
    if (typeof inner === 'string') {
      const shape = secretShape(inner);
      if (shape !== undefined) found.push(finding([...path], shape));
    } else if (typeof inner === 'object' && inner !== null) {
      for (const key of Object.keys(inner)) {
        path.push(Array.isArray(inner) ? Number(key) : key);
        visit((inner as Record<string, unknown>)[key]);
        path.pop();
      }
    }
  };
  visit(value);
  return found;
}

function finding(path: SpecPath, shape: string): Finding {
  return { path, at: 'value', message: `${dotted(path)} looks like ${shape}, and secrets are never written here; keep it in Key Vault and name it` };
}
