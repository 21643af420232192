import { isAbsolute } from 'node:path';
import { checkClouds } from './clouds';
import { FetchFailure } from './failure';

/** What the init container is told (docs/runtime-contract.md). */
export interface FetchSettings {
  readonly source: 'blob' | 'share';
  /** The blob's https URL, or the path of a file on the mounted share. */
  readonly location: string;
  /** 64 hexadecimal digits in lower case. */
  readonly sha256: string;
  /** Folder to make; its parent must be writable. */
  readonly destination: string;
  /** Bound of the archive, and of what it unpacks to. */
  readonly maxMiB: number;
  /** For everything, retries and unpacking included. */
  readonly timeoutSeconds: number;
  /** Downloads that are tried, the first one included. */
  readonly attempts: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from environment variables.
 *
 * @throws FetchFailure (`settings`) that names every variable that is missing or wrong.
 */
export function readSettings(environment: Environment): FetchSettings {
  const mistakes: string[] = [];
  const text = (name: string, isRight: (value: string) => boolean, wanted: string): string => {
    const value = environment[`PLUMBLINE_ARTIFACT_${name}`] ?? '';
    if (!isRight(value)) mistakes.push(`PLUMBLINE_ARTIFACT_${name} must be ${wanted}, found ${JSON.stringify(value)}`);
    return value;
  };
  const number = (name: string): number => Number(text(name, (value) => /^[1-9]\d{0,8}$/.test(value), 'a whole number of at least 1'));
  const source = text('SOURCE', (value) => value === 'blob' || value === 'share', 'blob or share') as FetchSettings['source'];
  const settings: FetchSettings = {
    source,
    location: source === 'blob' ? text('LOCATION', isBlobUrl, 'the https URL of a blob, without a query') : text('LOCATION', isAbsolute, 'an absolute path'),
    sha256: text('SHA256', (value) => /^[0-9a-f]{64}$/.test(value), '64 hexadecimal digits in lower case'),
    destination: text('DESTINATION', (value) => isAbsolute(value) && value !== '/', 'an absolute path'),
    maxMiB: number('MAX_MIB'),
    timeoutSeconds: number('TIMEOUT_SECONDS'),
    attempts: number('ATTEMPTS'),
  };
  if (source === 'blob') {
    for (const name of ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_FEDERATED_TOKEN_FILE']) {
      if ((environment[name] ?? '') === '') mistakes.push(`${name} is not set: the pod needs the label azure.workload.identity/use, its service account the client's id, and the cluster the workload identity webhook`);
    }
    if (mistakes.length === 0) mistakes.push(...checkClouds(settings.location, environment.AZURE_AUTHORITY_HOST));
  }
  if (mistakes.length > 0) throw new FetchFailure('settings', mistakes.join('; '));
  return settings;
}

/** A query would be a shared access signature, which is a secret and has no place in a manifest. */
function isBlobUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash, pathname } = new URL(value);
  return protocol === 'https:' && username === '' && password === '' && search === '' && hash === '' && pathname.split('/').length > 2;
}
