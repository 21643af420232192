import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { Problem } from '../http/problem';

const CODINGS = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const;

/**
 * A body without its Content-Encoding.
 *
 * @throws Problem 400 for what is not compressed as it says, 413 as soon as it grows beyond the limit, 415 for another coding.
 */
export async function decompress(body: Buffer, coding: string | undefined, limitBytes: number): Promise<Buffer> {
  if (coding === undefined || coding === 'identity') return body;
  if (coding !== 'gzip' && coding !== 'deflate') throw new Problem(415, `the content encoding ${coding} is not taken; allowed are gzip and deflate`);
  try {
    return await CODINGS[coding](body, { maxOutputLength: limitBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new Problem(413, `the body is larger than ${limitBytes} bytes`);
    throw new Problem(400, `the body is not ${coding}`);
  }
}
