import { hash } from 'node:crypto';
import type { CacheFile } from './cache-file';
import type { SourceFile } from '../spec/load/read-files';
import type { ParsedFile } from '../spec/parse-file';

interface RememberedFile {
  /** Of the file's bytes. */
  readonly sha256: string;
  readonly parsed: ParsedFile;
}

/**
 * Remembers, from run to run, what each spec file says: parsing and checking one file depends on nothing but its name, its bytes and the build that the
 * cache file belongs to. The parser itself is loaded only for a file that is new or changed.
 */
export class ParseMemory {
  private readonly files: Record<string, RememberedFile>;

  /** @param file none to remember nothing */
  constructor(private readonly file?: CacheFile) {
    const content = file?.read();
    this.files = content === undefined ? {} : JSON.parse(content) as Record<string, RememberedFile>;
  }

  /** Parses all spec files of a repository, and forgets what it knows of any other. */
  async parseAll(sources: readonly SourceFile[]): Promise<ParsedFile[]> {
    const digests = sources.map(({ bytes }) => hash('sha256', bytes));
    const known = sources.map((source, index) => this.recall(source, digests[index]));
    if (known.every((parsed) => parsed !== undefined) && Object.keys(this.files).length === sources.length) { return known; }
    const { parseSpecFile } = await import('../spec/parse-file');
    const parsed = sources.map((source, index) => known[index] ?? parseSpecFile(source));
    const remembered = sources.map(({ file }, index): [string, RememberedFile] => [file, { sha256: digests[index], parsed: parsed[index] }]);
    this.file?.write(JSON.stringify(Object.fromEntries(remembered)));
    return parsed;
  }

  private recall({ kind, file }: SourceFile, sha256: string): ParsedFile | undefined {
    if (!Object.hasOwn(this.files, file)) { return undefined; }
    const remembered = this.files[file];
    return remembered.sha256 === sha256 && remembered.parsed.kind === kind ? remembered.parsed : undefined;
  }
}
