import { createRequire } from 'node:module';

let loaded: typeof import('yaml') | undefined;

/** The yaml package, loaded at the first file that is parsed: a run that knows every file already does not pay for it. */
export function yamlLibrary(): typeof import('yaml') {
  loaded ??= createRequire(__filename)('yaml') as typeof import('yaml');
  return loaded;
}
