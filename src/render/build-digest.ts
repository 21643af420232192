import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Dependencies that have a part in what is rendered. */
const DEPENDENCIES = ['ajv', 'cdk8s', 'cdk8s-plus-27', 'constructs', 'js-yaml', 'yaml'];

/**
 * Digest of the program itself: its code, its schemas, the versions of the libraries it renders with and of Node. What a cache holds was made by
 * one such build and is worth nothing to another.
 */
export function buildDigest(): string {
  const hash = createHash('sha256').update(process.version);
  const code = join(__dirname, '..');
  for (const folder of [code, join(code, '..', 'schemas')]) {
    for (const path of codeFiles(folder)) { hash.update(`\n${path}\n`).update(readFileSync(join(folder, path))); }
  }
  for (const name of DEPENDENCIES) { hash.update(`\n${name} ${version(name)}`); }
  return hash.digest('hex');
}

/** What the compiled program brings for the cache, made by `prebuild`: relative to the code's folder, of which it is no part. */
const PREBUILT = 'prebuilt';

/** Folder of what comes with the program for the cache. */
export function prebuiltFolder(): string {
  return join(__dirname, '..', PREBUILT);
}

function codeFiles(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => !path.startsWith(PREBUILT));
  return paths.filter((path) => /(?<!\.d)\.(?:[jt]s|json)$/.test(path)).sort();
}

function version(dependency: string): string {
  const manifest = require.resolve(`${dependency}/package.json`);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
