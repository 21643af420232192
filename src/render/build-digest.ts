import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders of the code that may have a part in what is rendered: `render`, and the layers that it may import. */
export const RENDERED_BY = ['azure', 'charts', 'constructs', 'expression', 'render', 'spec'];

/** Dependencies that have a part in what is rendered. */
const DEPENDENCIES = ['ajv', 'cdk8s', 'cdk8s-plus-27', 'constructs', 'js-yaml', 'yaml'];

/**
 * Digest of the program itself: the code that renders, the schemas, the versions of the libraries it renders with and of Node. What a cache holds was made by
 * one such build and is worth nothing to another.
 */
export function buildDigest(): string {
  const hash = createHash('sha256').update(process.version);
  const code = join(__dirname, '..');
  for (const folder of [...RENDERED_BY, join('..', 'schemas')]) {
    for (const path of codeFiles(join(code, folder))) { hash.update(`\n${folder}/${path}\n`).update(readFileSync(join(code, folder, path))); }
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
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /(?<!\.d)\.(?:[jt]s|json)$/.test(path)).sort();
}

function version(dependency: string): string {
  const manifest = require.resolve(`${dependency}/package.json`);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
