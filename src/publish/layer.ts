import { createHash } from 'node:crypto';

/** A file of an artifact; the path has forward slashes. */
export interface ArtifactFile {
  readonly path: string;
  readonly text: string;
}

/** Bytes that a registry keeps under the SHA-256 of themselves. */
export interface Blob {
  readonly digest: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Layer extends Blob {
  /** Digest of the archive before compression. */
  readonly diffId: string;
}

/**
 * A compressed archive of files that is the same, byte for byte, wherever and whenever it is made: sorted, without times, owners or folders, and
 * compressed by a program of its own version instead of whatever zlib came with Node.
 */
export async function layerOf(files: readonly ArtifactFile[]): Promise<Layer> {
  const [{ pack }, { gzipSync }] = await Promise.all([import('tar-stream'), import('fflate')]);
  const archive = pack();
  for (const { path, text } of [...files].sort((left, right) => (left.path < right.path ? -1 : 1))) {
    archive.entry({ name: path, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0, type: 'file' }, text);
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) { chunks.push(chunk as Buffer); }
  const tar = Buffer.concat(chunks);
  return { ...blobOf(gzipSync(tar, { level: 6, mtime: 0 })), diffId: digestOf(tar) };
}

export function blobOf(content: Uint8Array<ArrayBuffer> | string): Blob {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { digest: digestOf(bytes), bytes };
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
