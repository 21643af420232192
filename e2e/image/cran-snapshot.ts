import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { archive } from '../../model-image/fetcher/test/archives';

/** The source of an R package, as small as R takes it. */
export interface RPackage {
  readonly name: string;
  readonly version: string;
  readonly imports?: string;
  /** R code. */
  readonly code: string;
  /** C code; then it has to be compiled. */
  readonly native?: string;
}

/** A repository of R packages as CRAN and its snapshots are laid out (https://cran.r-project.org/doc/manuals/R-admin.html#Setting-up-a-package-repository). */
export class CranSnapshot {
  static async start(...packages: RPackage[]): Promise<CranSnapshot> {
    const files = new Map<string, Buffer>();
    for (const each of packages) { files.set(`/src/contrib/${each.name}_${each.version}.tar.gz`, await sourceOf(each)); }
    files.set('/src/contrib/PACKAGES', Buffer.from(packages.map(fieldsOf).join('\n')));
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url!);
      const file = files.get(request.url!);
      response.writeHead(file === undefined ? 404 : 200).end(file);
    });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    return new CranSnapshot(server, asked);
  }

  private constructor(private readonly server: Server, readonly asked: readonly string[]) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const fieldsOf = ({ name, version, imports, native }: RPackage): string => [
  `Package: ${name}`, `Version: ${version}`, ...imports === undefined ? [] : [`Imports: ${imports}`], 'License: GPL-3', `NeedsCompilation: ${native === undefined ? 'no' : 'yes'}`, '',
].join('\n');

function sourceOf(each: RPackage): Promise<Buffer> {
  const { name, imports, code, native } = each;
  const about = 'Title: Of a Test\nDescription: Stands for a package that Debian lacks.\nAuthor: Nobody\nMaintainer: Nobody <nobody@example.org>\n';
  const namespace = [
    'exportPattern("^[a-z]")', ...imports === undefined ? [] : [`import(${imports})`], ...native === undefined ? [] : [`useDynLib(${name})`], '',
  ].join('\n');
  return archive(
    { name: `${name}/DESCRIPTION`, content: fieldsOf(each) + about },
    { name: `${name}/NAMESPACE`, content: namespace },
    { name: `${name}/R/${name}.R`, content: code },
    ...native === undefined ? [] : [{ name: `${name}/src/${name}.c`, content: native }],
  );
}
