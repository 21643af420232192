import { bcrypt } from 'hash-wasm';
import { folderWith } from './model-folder';

export const PASSWORD = 'corrêct horse';

const SIGNING_KEY = { kid: 'k1', alg: 'HS256', k: Buffer.alloc(32, 7).toString('base64url') };

/** A folder of secrets with one signing key and these users, whose password is PASSWORD, hashed so cheaply that a test can log in often. */
export async function secretsOf(names: readonly string[]): Promise<string> {
  const hash = await bcrypt({ password: PASSWORD, salt: Buffer.alloc(16, 1), costFactor: 4, outputType: 'encoded' });
  return folderWith({
    'users.json': JSON.stringify({ users: names.map((name) => ({ name, hash })) }),
    'signing-keys.json': JSON.stringify({ keys: [SIGNING_KEY] }),
  });
}
