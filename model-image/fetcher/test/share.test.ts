import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { archive, sha256Of } from './archives';
import { temporaryFolder } from '../../../test/helpers/temporary-folder';
import { download } from '../src/download';
import { FetchFailure } from '../src/failure';
import { fetchModel } from '../src/fetch-model';
import type { Source } from '../src/source';

const QUIET = () => undefined;
const PACE = { stallMilliseconds: 200, backoffMilliseconds: 1 };

describe('a fetch from a share', () => {
  const folder = temporaryFolder();

  async function fetch(content: Buffer, sha256 = sha256Of(content), maxMiB = 1): Promise<void> {
    writeFileSync(join(folder(), 'model.tar.gz'), content);
    mkdirSync(join(folder(), 'volume'), { recursive: true });
    await fetchModel({
      source: 'share', location: join(folder(), 'model.tar.gz'), sha256, destination: join(folder(), 'volume', 'model'), maxMiB, timeoutSeconds: 30, attempts: 2,
    }, QUIET, new AbortController().signal, PACE);
  }

  const left = () => readdirSync(join(folder(), 'volume'));

  it('copies and unpacks the model', async () => {
    await fetch(await archive({ name: 'model.rds', content: 'abc' }));
    expect(readFileSync(join(folder(), 'volume', 'model', 'model.rds'), 'utf8')).toBe('abc');
    expect(left()).toEqual(['model']);
  });

  it('refuses another digest and leaves nothing', async () => {
    await expect(fetch(await archive({ name: 'model.rds', content: 'abc' }), '0'.repeat(64))).rejects.toMatchObject({ kind: 'digest' });
    expect(left()).toEqual([]);
  });

  it('removes the model of an earlier run before it fails', async () => {
    const content = await archive({ name: 'model.rds', content: 'abc' });
    await fetch(content);
    await expect(fetch(content, '0'.repeat(64))).rejects.toMatchObject({ kind: 'digest' });
    expect(left()).toEqual([]);
  });

  it('leaves nothing of an archive that is refused half way', async () => {
    const content = await archive({ name: 'model.rds', content: 'abc' }, { name: 'link', type: 'symlink', linkname: '/etc/passwd' });
    await expect(fetch(content)).rejects.toMatchObject({ kind: 'unsafe' });
    expect(left()).toEqual([]);
  });

  it('says that a model stands one folder too deep, and how to pack it', async () => {
    await expect(fetch(await archive({ name: 'churn/model.rds', content: 'abc' }))).rejects.toThrow('the archive holds everything in a folder, churn; the model\'s files must stand at its top (tar -C churn -czf model.tar.gz .)');
  });

  it('tells a file that is not there', async () => {
    const settings = { source: 'share', location: join(folder(), 'none'), sha256: '0'.repeat(64), destination: join(folder(), 'model'), maxMiB: 1, timeoutSeconds: 30, attempts: 2 } as const;
    await expect(fetchModel(settings, QUIET, new AbortController().signal, PACE)).rejects.toMatchObject({ kind: 'missing' });
  });
});

describe('a download', () => {
  const folder = temporaryFolder();
  const options = { attempts: 3, maxBytes: 1000, ...PACE };

  /** Answers each try with the next stream. */
  function source(...streams: (() => Readable)[]): Source & { offsets: number[] } {
    const offsets: number[] = [];
    return {
      name: 'test',
      offsets,
      open: async ({ offset }) => {
        offsets.push(offset);
        return { stream: streams.shift()!(), totalBytes: 6, tag: '1' };
      },
      explain: (error) => (error instanceof FetchFailure ? error : new FetchFailure('network', String(error))),
    };
  }

  /** Brings some bytes and then nothing more. */
  const stalling = (text: string) => () => new Readable({ read() { if (text !== '') { this.push(text); text = ''; } } });

  const run = (from: Source, signal = new AbortController().signal) => download(from, join(folder(), 'archive'), options, QUIET, signal);

  it('cuts a connection that brings nothing, and goes on', async () => {
    const from = source(stalling('abc'), () => Readable.from([Buffer.from('def')]));
    expect(await run(from)).toBe(sha256Of(Buffer.from('abcdef')));
    expect(from.offsets).toEqual([0, 3]);
  });

  it('says that nothing came, after the last try', async () => {
    await expect(run(source(stalling('a'), stalling('b'), stalling('c')))).rejects.toThrow('given up after 3 tries: nothing came for 0.2 s: test');
  });

  it('stops at once when it is told to', async () => {
    const stop = new AbortController();
    const running = run(source(stalling('abc')), stop.signal);
    stop.abort(new FetchFailure('stopped', 'stopped'));
    await expect(running).rejects.toMatchObject({ kind: 'stopped' });
  });

  it('never writes more than it may, whatever the source says of its size', async () => {
    await expect(run(source(() => Readable.from([Buffer.alloc(1001)])))).rejects.toMatchObject({ kind: 'size' });
  });
});
