import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf } from './file-error';
import { removeLeftBehind, writeAtomically } from './temporary-file';

/**
 * A file that can be lost at any time: whatever cannot be trusted wholly (damaged, cut off, of another build, not readable) counts as not
 * there. The first line names the build that wrote it and the digest of the rest.
 */
export class CacheFile {
  private readonly path: string;

  /**
   * @param folder of the cache @param name file name @param build digest of everything beside the key that the content depends on
   * @param shippedFolder read where the cache has nothing: what came with the program; the same is asked of it
   */
  constructor(folder: string, private readonly name: string, private readonly build: string, private readonly shippedFolder?: string) {
    this.path = join(folder, name);
  }

  read(): string | undefined {
    return this.readFrom(this.path) ?? (this.shippedFolder === undefined ? undefined : this.readFrom(join(this.shippedFolder, this.name)));
  }

  private readFrom(path: string): string | undefined {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if (reasonOf(error) === undefined) { throw error; }
      return undefined;
    }
    const end = text.indexOf('\n');
    const content = text.slice(end + 1);
    return text.slice(0, end) === this.firstLine(content) ? content : undefined;
  }

  /** Does nothing where the cache cannot be written: it saves time and is needed for nothing. */
  write(content: string): void {
    const folder = dirname(this.path);
    try {
      mkdirSync(folder, { recursive: true });
      removeLeftBehind(folder);
      writeAtomically(this.path, `${this.firstLine(content)}\n${content}`);
    } catch (error) {
      if (reasonOf(error) === undefined) { throw error; }
    }
  }

  private firstLine(content: string): string {
    return `${this.build} ${createHash('sha256').update(content).digest('hex')}`;
  }
}
