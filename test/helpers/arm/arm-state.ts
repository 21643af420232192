export const SUBSCRIPTION = '7d444840-9dc0-11d1-b245-5ffdce74fad2';

/** Tokens by what Azure says to them. */
export const TOKENS = { valid: 'valid', expired: 'expired', otherTenant: 'other-tenant' } as const;

/** An operation of a deployment: listed from one look at the deployment on, and through at another. */
export interface ScriptedOperation {
  readonly id: string;
  readonly from: number;
  readonly until: number;
  /** The provider's error, where it fails; as Azure puts it into `statusMessage`. */
  readonly error?: object;
  readonly operation?: 'Create' | 'Read' | 'EvaluateDeploymentOutput';
}

/** What happens once a deployment has begun. */
export interface Script {
  /** Operations of the deployment itself, and of its modules by name. */
  readonly operations: Readonly<Record<string, readonly ScriptedOperation[]>>;
  /** Looks after which it ends. */
  readonly ends: number;
  /** The error it ends with; without one it succeeds. */
  readonly error?: object;
  readonly outputs?: object;
  /** The look that it does not get past before `release` is called. */
  readonly waitsAt?: number;
}

export interface RunningDeployment {
  readonly name: string;
  readonly script: Script;
  readonly body: { readonly properties: { readonly template: Template; readonly parameters: Parameters } };
  readonly timestamp: string;
  /** Times that somebody looked. */
  looks: number;
}

export interface Template {
  readonly parameters?: Readonly<Record<string, { readonly nullable?: boolean; readonly defaultValue?: unknown }>>;
}

type Parameters = Readonly<Record<string, { readonly value?: unknown }>>;

/** What goes wrong, instead of the answer. */
export interface Fault {
  readonly method?: string;
  readonly path: RegExp;
  /** How often; once where left out. */
  readonly times?: number;
  /** Requests that pass unharmed before. */
  readonly after?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
  /** The connection is cut; before the server takes the request, or only once it has. */
  readonly cut?: 'before' | 'after';
}

/** A page of a list holds so many, so that every list has several. */
export const PAGE = 2;

/** A request as it came. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly at: number;
  readonly authorization: string;
  readonly body: unknown;
}

/** The deployment is at an end. */
export function isThrough({ looks, script }: RunningDeployment): boolean {
  return looks >= script.ends;
}

/** How far a deployment is, as its `provisioningState`. */
export function stateOf(deployment: RunningDeployment): string {
  if (!isThrough(deployment)) { return deployment.looks === 0 ? 'Accepted' : 'Running'; }
  return deployment.script.error === undefined ? 'Succeeded' : 'Failed';
}

/** The operations of a deployment or of one of its modules, as far as they have come. */
export function operationsOf({ script, looks }: RunningDeployment, name: string): object[] {
  return (script.operations[name] ?? []).filter(({ from }) => from <= looks).map(({ id, from, until, error, operation = 'Create' }, index) => {
    const isDone = looks >= until;
    const state = isDone ? (error === undefined ? 'Succeeded' : 'Failed') : 'Running';
    const names = id.slice(id.toLowerCase().lastIndexOf('/providers/') + '/providers/'.length).split('/');
    return {
      id: `${id}/operations/${index}`,
      operationId: String(index),
      properties: {
        provisioningOperation: operation,
        provisioningState: state,
        duration: `PT${(isDone ? until : looks) - from + 1}.5S`,
        timestamp: '2026-11-25T10:00:00Z',
        statusCode: error === undefined ? 'OK' : 'Conflict',
        ...error === undefined || !isDone ? {} : { statusMessage: { status: 'Failed', error } },
        targetResource: { id, resourceType: [names[0], ...names.slice(1).filter((_, part) => part % 2 === 0)].join('/'), resourceName: names.at(-1) },
      },
    };
  });
}
