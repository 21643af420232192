/** One error as Azure Resource Manager or a resource provider words it. */
export interface ArmError {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

interface ErrorBody {
  readonly error?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly target?: unknown;
  readonly details?: unknown;
}

/** Errors inside errors that anybody nests; more is a body that refers to itself. */
const DEEPEST = 12;

/**
 * The errors that others only wrap, each once. A deployment's error holds that of its modules, those hold the resource's, and a provider's own is
 * often JSON inside the text of a message (https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/find-error-code).
 */
export function innermostErrors(body: unknown): ArmError[] {
  const found = leaves(body, 0);
  const distinct = new Map(found.map((error) => [`${error.code} ${error.message}`, error]));
  return [...distinct.values()];
}

function leaves(body: unknown, depth: number): ArmError[] {
  if (depth > DEEPEST || typeof body !== 'object' || body === null) { return []; }
  const { error, code, message, target, details } = body as ErrorBody;
  if (typeof error === 'object' && error !== null) { return leaves(error, depth + 1); }
  const inDetails = Array.isArray(details) ? details.flatMap((detail) => leaves(detail, depth + 1)) : [];
  if (inDetails.length > 0) { return inDetails; }
  const text = typeof message === 'string' ? message : '';
  const inMessage = leaves(jsonIn(text), depth + 1);
  if (inMessage.length > 0) { return inMessage; }
  if (typeof code !== 'string' && text === '') { return []; }
  return [{ code: typeof code === 'string' ? code : '', message: text.trim(), ...typeof target === 'string' && target !== '' ? { target } : {} }];
}

function jsonIn(text: string): unknown {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) { return undefined; }
  try {
    return JSON.parse(trimmed);
  } catch {
    return undefined;
  }
}
