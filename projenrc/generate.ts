import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { referencePage } from './generate-reference';
import { schemaTypes } from './generate-types';
import { compiledValidator } from './generate-validator';
import type { JsonSchema } from '../src/spec/schema/json-schema';

const ROOT = join(__dirname, '..');

/** The schemas, and what the types and pages made from them are called. */
const SCHEMAS = [
  { schema: 'schemas/model.v1.json', name: 'Model', stem: 'model', folder: 'models' },
  { schema: 'schemas/environment.v1.json', name: 'Environment', stem: 'environment', folder: 'environments' },
];

/** Every file that is generated from schemas/, by its path from the repository's root. */
async function generatedFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { schema: path, name, stem, folder } of SCHEMAS) {
    const schema = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as JsonSchema;
    files.set(`src/spec/${stem}.generated.ts`, await schemaTypes(schema, { source: path, prefix: name, defaults: 'optional' }));
    files.set(`src/spec/complete-${stem}.generated.ts`, await schemaTypes(schema, { source: path, prefix: `Complete${name}`, defaults: 'required' }));
    files.set(`schemas/compiled/${stem}.v1.js`, compiledValidator(schema, path));
    files.set(`docs/reference/${stem}.md`, referencePage(schema, { source: path, folder }));
  }
  return files;
}

/** Writes every generated file; with `--check` writes none and fails where one is stale. */
async function main(isCheck: boolean): Promise<void> {
  for (const [path, text] of await generatedFiles()) {
    if (existsSync(join(ROOT, path)) && readFileSync(join(ROOT, path), 'utf8') === text) continue;
    process.stdout.write(`${path}${isCheck ? ' is stale' : ''}\n`);
    if (isCheck) {
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(join(ROOT, path)), { recursive: true });
      writeFileSync(join(ROOT, path), text);
    }
  }
}

if (require.main === module) {
  main(process.argv.includes('--check')).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  });
}
