import { randomBytes, scrypt as scryptCallback, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';

const scrypt = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scryptCallback);

/** `$scrypt$ln=15,r=8,p=1$<salt>$<hash>`, base64 without padding: https://passlib.readthedocs.io/en/stable/lib/passlib.hash.scrypt.html */
const SCRYPT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{22,})$/;
const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const ARGON2 = /^\$argon2(?:id|i|d)\$v=19\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;

/** Cost of the hashes that hashPassword() makes: 2^15 blocks, 32 MiB, as OWASP's password storage sheet has it for p=3. */
const LOG2_COST = 15;
const PARALLEL = 3;

/** Whether a text is a password hash that verifyPassword() can check. */
export function isPasswordHash(hash: string): boolean {
  return SCRYPT.test(hash) || BCRYPT.test(hash) || ARGON2.test(hash);
}

/** Checks a password in constant time, off the thread that serves requests. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const match = SCRYPT.exec(hash);
  if (match === null) return verifyInThread(password, hash);
  const [N, r, p] = [2 ** Number(match[1]), Number(match[2]), Number(match[3])];
  const expected = Buffer.from(match[5], 'base64');
  const found = await scrypt(password, Buffer.from(match[4], 'base64'), expected.length, { N, r, p, maxmem: 256 * N * r });
  return timingSafeEqual(found, expected);
}

/** Makes the hash that users.json wants. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const N = 2 ** LOG2_COST;
  const hash = await scrypt(password, salt, 32, { N, r: 8, p: PARALLEL, maxmem: 256 * N * 8 });
  const plain = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
  return `$scrypt$ln=${LOG2_COST},r=8,p=${PARALLEL}$${plain(salt)}$${plain(hash)}`;
}

let thread: Worker | undefined;
let nextId = 0;
const pending = new Map<number, { resolve(valid: boolean): void; reject(error: Error): void }>();

function verifyInThread(password: string, hash: string): Promise<boolean> {
  if (thread === undefined) {
    const started = new Worker(join(__dirname, 'password-thread.js'));
    started.on('message', ({ id, valid }: { id: number; valid: boolean }) => {
      pending.get(id)?.resolve(valid);
      pending.delete(id);
    });
    started.on('error', (error) => {
      thread = undefined;
      for (const { reject } of pending.values()) reject(error);
      pending.clear();
    });
    // After the listeners, each of which would hold the process again.
    started.unref();
    thread = started;
  }
  nextId += 1;
  const id = nextId;
  return new Promise((resolve, reject) => {
    pending.set(id, { resolve, reject });
    thread!.postMessage({ id, password, hash });
  });
}
