import { createRequire } from 'node:module';

const load = createRequire(__filename);

let full: typeof import('yaml') | undefined;
let plain: typeof import('js-yaml') | undefined;

/** The yaml package: keeps positions, and says what is wrong. Loaded at the first file that needs it. */
export function yamlLibrary(): typeof import('yaml') {
  full ??= load('yaml') as typeof import('yaml');
  return full;
}

/** The js-yaml package: several times faster, for files that both read alike. Loaded at the first of them. */
export function plainYamlLibrary(): typeof import('js-yaml') {
  plain ??= load('js-yaml') as typeof import('js-yaml');
  return plain;
}
