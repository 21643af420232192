import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

export interface Member extends Partial<Header> {
  readonly name: string;
  readonly content?: string | Buffer;
}

/** A tar.gz of members as they are given, harmful ones too. */
export async function archive(...members: readonly Member[]): Promise<Buffer> {
  const entries = pack();
  for (const { content = '', ...header } of members) { entries.entry(header, content); }
  entries.finalize();
  return gzipSync(await buffer(entries));
}

export const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
