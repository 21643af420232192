import { join } from 'node:path';
import { CacheFile } from '../../src/render/cache-file';
import { temporaryFolder, writeFiles } from '../helpers/temporary-folder';

const root = temporaryFolder();
const cacheFolder = () => join(root(), 'cache');
const shippedFolder = () => join(root(), 'shipped');
const layered = (build = 'this build') => new CacheFile(cacheFolder(), 'templates.json', build, shippedFolder());

describe('a cache file with a file that came with the program', () => {
  beforeEach(() => { new CacheFile(shippedFolder(), 'templates.json', 'this build').write('shipped'); });

  test('is the shipped one while the cache has none', () => {
    expect(layered().read()).toBe('shipped');
  });

  test('is the cache\'s own once there is one', () => {
    layered().write('own');
    expect(layered().read()).toBe('own');
  });

  test('is nothing for another build', () => {
    expect(layered('another build').read()).toBeUndefined();
  });

  test('is nothing once the shipped file was edited', () => {
    writeFiles(shippedFolder(), { 'templates.json': 'this build 0000\nshipped' });
    expect(layered().read()).toBeUndefined();
  });
});
