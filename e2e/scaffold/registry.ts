import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { compare } from 'semver';

/**
 * A registry of npm in a process of its own: `registry.ts <folder> <upstream>`. It publishes the archives that lie in the folder when somebody asks,
 * sends every other request on to the upstream registry, and prints its address.
 *
 * What is answered: https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
const [folder, upstream] = process.argv.slice(2);

interface Manifest {
  readonly name: string;
  readonly version: string;
}

function manifestOf(archive: string): Manifest {
  const { stdout } = spawnSync('tar', ['-xzOf', join(folder, archive), 'package/package.json'], { encoding: 'utf8' });
  return JSON.parse(stdout) as Manifest;
}

function packument(name: string, address: string): object | undefined {
  const published = readdirSync(folder).filter((file) => file.endsWith('.tgz')).map((file) => ({ file, manifest: manifestOf(file) }))
    .filter(({ manifest }) => manifest.name === name).sort((left, right) => compare(left.manifest.version, right.manifest.version));
  if (published.length === 0) { return undefined; }
  return {
    name,
    'dist-tags': { latest: published.at(-1)!.manifest.version },
    'versions': Object.fromEntries(published.map(({ file, manifest }) => {
      const bytes = readFileSync(join(folder, file));
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      return [manifest.version, { ...manifest, dist: { tarball: `${address}/-/archives/${file}`, integrity, shasum: createHash('sha1').update(bytes).digest('hex') } }];
    })),
  };
}

const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url ?? '/').slice(1);
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [, archive] = /^-\/archives\/([\w.-]+\.tgz)$/.exec(path) ?? [];
  const found = archive === undefined ? packument(path, address) : undefined;
  if (archive !== undefined) {
    response.end(readFileSync(join(folder, archive)));
  } else if (found !== undefined) {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(found));
  } else {
    response.writeHead(307, { location: new URL(request.url ?? '/', upstream).href }).end();
  }
});
server.listen(0, '127.0.0.1', () => { process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`); });
