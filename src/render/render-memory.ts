import { createHash, hash } from 'node:crypto';
import type { CacheFile } from './cache-file';
import { type Unit, unitPath } from './unit';

/** What a unit was rendered to: the digests of what went in and of what came out. */
export interface RememberedUnit {
  /** Digest of chart, path, sources and values. */
  readonly key: string;
  readonly names: readonly string[];
  /** Digest of the files' texts. */
  readonly texts: string;
}

/**
 * Remembers, from run to run, what each unit was rendered to, so that a unit whose values are the same and whose files on the disk are still
 * those needs no rendering. Everything that reaches a file is in the key, or in the build that the cache file belongs to, and the
 * disk is read each time: no memory, however old, changes what is written.
 */
export class RenderMemory {
  private readonly units: Record<string, RememberedUnit>;
  private readonly keys = new Map<Unit, string>();
  private readonly digestsOfValues = new WeakMap<object, string>();
  private readonly current: Record<string, RememberedUnit> = {};
  private changed = false;

  /** @param file none to remember nothing */
  constructor(private readonly file?: CacheFile) {
    const content = file?.read();
    this.units = content === undefined ? {} : JSON.parse(content) as Record<string, RememberedUnit>;
  }

  recall(unit: Unit): RememberedUnit | undefined {
    if (this.file === undefined) { return undefined; }
    const path = unitPath(unit);
    const remembered = this.units[path];
    if (remembered === undefined || remembered.key !== this.key(unit)) { return undefined; }
    this.current[path] = remembered;
    return remembered;
  }

  remember(unit: Unit, files: ReadonlyMap<string, string>): void {
    if (this.file === undefined) { return; }
    const digest = new TextsDigest();
    for (const [name, text] of files) { digest.add(name, text); }
    this.changed = true;
    this.current[unitPath(unit)] = { key: this.key(unit), names: [...files.keys()], texts: digest.hex() };
  }

  /** @param complete whether every unit there is was recalled or remembered; what was not is forgotten then */
  save(complete: boolean): void {
    const units = complete ? this.current : { ...this.units, ...this.current };
    const forgotten = Object.keys(this.units).length > Object.keys(units).length;
    if (this.changed || forgotten) { this.file?.write(JSON.stringify(units)); }
  }

  private key(unit: Unit): string {
    let key = this.keys.get(unit);
    if (key === undefined) {
      key = hash('sha256', JSON.stringify([unit.chart, unitPath(unit), unit.sources, this.digests(unit.values)]));
      this.keys.set(unit, key);
    }
    return key;
  }

  /** Of a list of values, which share parts with other units, a digest of each part; else of the whole. */
  private digests(values: object): unknown {
    if (!Array.isArray(values)) { return this.digest(values); }
    return (values as object[]).map((each) => Object.entries(each).map(([name, part]: [string, unknown]) =>
      [name, typeof part === 'object' && part !== null ? this.digest(part) : part]));
  }

  private digest(values: object): string {
    let digest = this.digestsOfValues.get(values);
    if (digest === undefined) {
      digest = hash('sha256', JSON.stringify(values));
      this.digestsOfValues.set(values, digest);
    }
    return digest;
  }
}

/** Digest of a unit's files, added in the unit's order. */
export class TextsDigest {
  private readonly hash = createHash('sha256');

  add(name: string, content: string | Buffer): void {
    // The length keeps apart what the end of one file and the start of the next might share.
    this.hash.update(`${name}\n${Buffer.byteLength(content)}\n`).update(content);
  }

  hex(): string {
    return this.hash.digest('hex');
  }
}
