import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const FOLDER = join(__dirname, '..', 'model-image', 'fetcher');

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/** Writes the fetcher as one file, and packages.json: which packages are in it, for the image's list of contents. */
function main(): void {
  mkdirSync(join(FOLDER, 'lib'), { recursive: true });
  const { metafile } = buildSync({
    absWorkingDir: FOLDER,
    entryPoints: ['src/main.ts'],
    outfile: 'lib/plumbline-fetch.js',
    bundle: true,
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    legalComments: 'external',
    metafile: true,
    logLevel: 'warning',
    // A module of the storage library asks where it is, in a way that only ES modules know.
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  const manifests = new Map(Object.keys(metafile.inputs).filter((path) => path.includes('node_modules/')).map((path) => {
    const manifest = nearestManifest(join(FOLDER, path));
    return [`${manifest.name}@${manifest.version}`, manifest] as const;
  }));
  const packages = [...manifests.keys()].sort().map((key) => {
    const { name, version, license } = manifests.get(key)!;
    return { name, version, license };
  });
  writeFileSync(join(FOLDER, 'lib', 'packages.json'), `${JSON.stringify(packages, null, 1)}\n`);
}

/** Folders such as dist/esm have a package.json that only names the kind of module. */
function nearestManifest(path: string): Manifest {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (!existsSync(file)) { continue; }
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    if (manifest.name !== undefined && manifest.version !== undefined) { return manifest; }
  }
  throw new Error(`no package.json above ${path}`);
}

main();
