import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { archive, type Member } from './archives';
import { temporaryFolder } from '../../../test/helpers/temporary-folder';
import { FetchFailure } from '../src/failure';
import { unpack } from '../src/unpack';

const MAX_BYTES = 1000;

describe('unpacking an archive', () => {
  const folder = temporaryFolder();

  async function unpacked(content: Buffer): Promise<{ files: number; bytes: number }> {
    writeFileSync(join(folder(), 'archive'), content);
    mkdirSync(join(folder(), 'model'));
    return unpack(join(folder(), 'archive'), join(folder(), 'model'), MAX_BYTES, new AbortController().signal);
  }

  const text = (path: string) => readFileSync(join(folder(), 'model', path), 'utf8');

  it('writes files and the folders above them', async () => {
    const total = await unpacked(await archive({ name: 'model.rds', content: 'abc' }, { name: './data/levels/a.csv', content: 'de' }));
    expect(total).toEqual({ files: 2, bytes: 5 });
    expect([text('model.rds'), text('data/levels/a.csv')]).toEqual(['abc', 'de']);
  });

  it('takes a tar that is not compressed', async () => {
    await unpacked(gunzipSync(await archive({ name: 'score.R', content: 'x' })));
    expect(text('score.R')).toBe('x');
  });

  it('takes names beyond ASCII', async () => {
    await unpacked(await archive({ name: 'Größen/ж.csv', content: 'x' }));
    expect(text('Größen/ж.csv')).toBe('x');
  });

  it('gives no file the right to be run, or to be written by others', async () => {
    await unpacked(await archive({ name: 'run.sh', content: 'x', mode: 0o4777 }));
    // The last four digits are the permissions; a stricter umask may take more away.
    expect((statSync(join(folder(), 'model', 'run.sh')).mode % 0o10000).toString(8)).toMatch(/^6[04]{2}$/);
  });

  const refused: [string, Member[], FetchFailure['kind'], RegExp][] = [
    ['a path that leaves the folder', [{ name: '../evil', content: 'x' }], 'unsafe', /"\.\.\/evil", a path that leaves the folder/],
    ['a path that leaves the folder further down', [{ name: 'a/../../evil', content: 'x' }], 'unsafe', /leaves the folder/],
    ['an absolute path', [{ name: '/etc/evil', content: 'x' }], 'unsafe', /an absolute path/],
    ['a backslash', [{ name: '..\\evil', content: 'x' }], 'unsafe', /a backslash/],
    ['a symbolic link', [{ name: 'link', type: 'symlink', linkname: '/etc/passwd' }], 'unsafe', /holds a symlink, link/],
    ['a hard link', [{ name: 'link', type: 'link', linkname: 'model.rds' }], 'unsafe', /holds a link, link/],
    ['a device', [{ name: 'null', type: 'character-device', devmajor: 1, devminor: 3 }], 'unsafe', /holds a character-device/],
    ['a pipe', [{ name: 'pipe', type: 'fifo' }], 'unsafe', /holds a fifo/],
    ['a file twice', [{ name: 'a', content: 'x' }, { name: './a', content: 'y' }], 'unsafe', /holds a twice/],
    ['a file that is a folder as well', [{ name: 'a', content: 'x' }, { name: 'a/b', content: 'y' }], 'unsafe', /as a file and as a folder/],
    ['a path that is too long', [{ name: 'a'.repeat(256), content: 'x' }], 'unsafe', /too long/],
    ['more bytes than are allowed', [{ name: 'a', content: 'x'.repeat(600) }, { name: 'b', content: 'x'.repeat(600) }], 'size', /unpacks to more than/],
    ['no file', [{ name: 'empty/', type: 'directory' }], 'damaged', /holds no file/],
  ];

  it.each(refused)('refuses %s', async (_, members, kind, message) => {
    const failure = await unpacked(await archive(...members)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FetchFailure);
    expect(failure).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  it('leaves nothing outside the folder', async () => {
    await unpacked(await archive({ name: '../evil', content: 'x' })).catch(() => undefined);
    expect(readdirSync(folder()).sort()).toEqual(['archive', 'model']);
  });

  it('refuses an archive that was cut off', async () => {
    const whole = await archive({ name: 'a', content: Buffer.from([...Array(900).keys()].map((at) => (at * 7919) % 256)) });
    await expect(unpacked(whole.subarray(0, whole.length - 40))).rejects.toMatchObject({ kind: 'damaged' });
  });

  it('refuses what is no archive', async () => {
    await expect(unpacked(Buffer.from('<html>Sign in</html>'))).rejects.toMatchObject({ kind: 'damaged' });
  });
});
