import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PublishError } from './publish-error';

export interface Login {
  readonly username: string;
  readonly password: string;
}

interface StoredAuth {
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
}

interface DockerConfig {
  readonly auths?: Readonly<Record<string, StoredAuth>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
}

/** User name with which registries take a refresh token for a password (https://learn.microsoft.com/azure/container-registry/container-registry-authentication). */
export const TOKEN_USER = '00000000-0000-0000-0000-000000000000';

/**
 * Credentials of a registry by what `docker login`, `podman login` and `az acr login` leave behind; undefined where they left none.
 * @throws PublishError where the configuration cannot be read or its helper fails
 */
export async function storedLogin(host: string): Promise<Login | undefined> {
  for (const file of configFiles().filter((each) => existsSync(each))) {
    const { auths = {}, credHelpers = {}, credsStore } = readConfig(file);
    const helper = credHelpers[host] ?? (auths[host] === undefined ? undefined : credsStore);
    const found = helper === undefined ? loginOf(auths[host] ?? auths[`https://${host}`] ?? {}) : await askHelper(helper, host);
    if (found !== undefined) { return found; }
  }
  return undefined;
}

function configFiles(): string[] {
  const { DOCKER_CONFIG, REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR } = process.env;
  return [
    ...REGISTRY_AUTH_FILE ? [REGISTRY_AUTH_FILE] : [],
    join(DOCKER_CONFIG || join(homedir(), '.docker'), 'config.json'),
    ...XDG_RUNTIME_DIR ? [join(XDG_RUNTIME_DIR, 'containers', 'auth.json')] : [],
  ];
}

function readConfig(file: string): DockerConfig {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DockerConfig;
  } catch (error) {
    throw new PublishError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function loginOf({ auth, username, password, identitytoken }: StoredAuth): Login | undefined {
  if (identitytoken) { return { username: TOKEN_USER, password: identitytoken }; }
  if (username !== undefined && password !== undefined) { return { username, password }; }
  if (!auth) { return undefined; }
  const [name, ...rest] = Buffer.from(auth, 'base64').toString().split(':');
  return { username: name, password: rest.join(':') };
}

/** https://github.com/docker/docker-credential-helpers#development */
function askHelper(helper: string, host: string): Promise<Login | undefined> {
  return new Promise((resolve, reject) => {
    const child = execFile(`docker-credential-${helper}`, ['get'], (error, stdout) => {
      if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') {
        reject(new PublishError(`docker's configuration names the credential helper docker-credential-${helper}, which is not installed`));
        return;
      }
      if (error) { resolve(undefined); return; }
      const { Username: username, Secret: password } = JSON.parse(stdout) as { Username: string; Secret: string };
      resolve({ username: username === '<token>' ? TOKEN_USER : username, password });
    });
    child.stdin?.end(host);
  });
}
