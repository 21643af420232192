import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPasswordHash } from './password-hash';
import { ConfigError } from '../config/config';

export interface SigningKey {
  readonly kid: string;
  readonly alg: 'HS256' | 'HS384' | 'HS512';
  readonly secret: Uint8Array;
}

/** Bytes of key that each algorithm needs at least: https://www.rfc-editor.org/rfc/rfc7518#section-3.2 */
const KEY_BYTES: Readonly<Record<string, number>> = { HS256: 32, HS384: 48, HS512: 64 };

function readJson(folder: string, file: string): Record<string, unknown> {
  const path = join(folder, file);
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(code === 'ENOENT' ? `${path} is missing; there are no default users or keys` : `${path} cannot be read as JSON`);
  }
  throw new ConfigError(`${path} must hold an object`);
}

/**
 * The users of users.json, by name: their password hashes.
 *
 * @throws ConfigError when the file is missing, empty, or has a hash of an unknown kind.
 */
export function readUsers(folder: string): ReadonlyMap<string, string> {
  const { users } = readJson(folder, 'users.json');
  if (!Array.isArray(users) || users.length === 0) throw new ConfigError('users.json must list at least one user: {"users": [{"name": ..., "hash": ...}]}');
  return new Map(users.map((user: { name?: unknown; hash?: unknown } | null, index) => {
    if (typeof user?.name !== 'string' || user.name === '') throw new ConfigError(`users.json: user ${index + 1} has no name`);
    if (typeof user.hash !== 'string' || !isPasswordHash(user.hash)) {
      throw new ConfigError(`users.json: the hash of ${user.name} must be of scrypt ($scrypt$...), bcrypt ($2b$...) or argon2 ($argon2id$...)`);
    }
    return [user.name, user.hash];
  }));
}

/**
 * The keys of signing-keys.json. The first signs, all verify.
 *
 * @throws ConfigError when the file is missing, empty, or has a key too short for its algorithm.
 */
export function readSigningKeys(folder: string): readonly SigningKey[] {
  const { keys } = readJson(folder, 'signing-keys.json');
  if (!Array.isArray(keys) || keys.length === 0) throw new ConfigError('signing-keys.json must list at least one key: {"keys": [{"kid": ..., "alg": "HS256", "k": ...}]}');
  const seen = new Set<string>();
  return keys.map((key: { kid?: unknown; alg?: unknown; k?: unknown } | null, index) => {
    const { kid, alg, k } = key ?? {};
    const at = `signing-keys.json: key ${index + 1}`;
    if (typeof kid !== 'string' || kid === '' || seen.has(kid)) throw new ConfigError(`${at} needs a kid of its own`);
    seen.add(kid);
    if (typeof alg !== 'string' || KEY_BYTES[alg] === undefined) throw new ConfigError(`${at} has the algorithm ${JSON.stringify(alg)}; allowed are ${Object.keys(KEY_BYTES).join(', ')}`);
    const secret = typeof k === 'string' ? Buffer.from(k, 'base64url') : Buffer.alloc(0);
    if (secret.length < KEY_BYTES[alg]) throw new ConfigError(`${at} has ${secret.length} bytes; ${alg} needs at least ${KEY_BYTES[alg]}`);
    return { kid, alg: alg as SigningKey['alg'], secret };
  });
}
