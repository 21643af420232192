import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { CacheFile } from '../../src/render/cache-file';
import { environmentSpec, modelSpec, synthesize, writeRepository } from '../helpers/repository';
import { readTree, temporaryFolder, writeFiles } from '../helpers/temporary-folder';

const CACHE = '.plumbline/cache';

/** Something that a person, Git or an accident does to a repository between two runs. */
interface Edit {
  readonly what: string;
  readonly run: (root: string) => void;
}

const model = fc.constantFrom('a', 'b', 'c', 'd');

function distFiles(root: string): string[] {
  return existsSync(join(root, 'dist')) ? Object.keys(readTree(join(root, 'dist'))).map((path) => join(root, 'dist', path)) : [];
}

function cacheFiles(root: string): string[] {
  return existsSync(join(root, CACHE)) ? readdirSync(join(root, CACHE)).map((name) => join(root, CACHE, name)) : [];
}

const specEdits: fc.Arbitrary<Edit>[] = [
  fc.tuple(model, fc.integer({ min: 1, max: 4 })).map(([name, min]) =>
    ({ what: `${name}: min ${min}`, run: (root) => { writeFiles(root, { [`models/${name}.yaml`]: modelSpec(name, `scaling: { min: ${min} }`) }); } })),
  model.map((name) => ({ what: `remove ${name}`, run: (root) => { rmSync(join(root, 'models', `${name}.yaml`), { force: true }); } })),
  model.map((name) => ({ what: `break ${name}`, run: (root) => { writeFiles(root, { [`models/${name}.yaml`]: 'kind: [' }); } })),
  model.map((name) =>
    ({ what: `exclude ${name}`, run: (root) => { writeFiles(root, { 'environments/dev.yaml': environmentSpec('dev', `models: { exclude: [${name}] }`) }); } })),
];

const distEdits: fc.Arbitrary<Edit>[] = [
  fc.nat().map((index) => ({
    what: `append to file ${index} of dist`,
    run: (root) => {
      const file = distFiles(root)[index % distFiles(root).length];
      if (file !== undefined) { writeFileSync(file, `${readFileSync(file, 'utf8')}# by hand\n`); }
    },
  })),
  fc.nat().map((index) => ({
    what: `remove file ${index} of dist`, run: (root) => { rmSync(distFiles(root)[index % distFiles(root).length] ?? join(root, 'none'), { force: true }); },
  })),
  fc.constant({ what: 'remove dist', run: (root: string) => { rmSync(join(root, 'dist'), { recursive: true, force: true }); } }),
];

const cacheEdits: fc.Arbitrary<Edit>[] = [
  fc.tuple(fc.nat(), fc.nat()).map(([index, at]) => ({
    what: `change a byte of cache file ${index}`,
    run: (root) => {
      const file = cacheFiles(root)[index % cacheFiles(root).length];
      if (file === undefined) { return; }
      const bytes = readFileSync(file);
      bytes[at % bytes.length] = (bytes[at % bytes.length] + 1) % 256;
      writeFileSync(file, bytes);
    },
  })),
  fc.tuple(fc.nat(), fc.nat()).map(([index, length]) => ({
    what: `cut off cache file ${index}`,
    run: (root) => {
      const file = cacheFiles(root)[index % cacheFiles(root).length];
      if (file !== undefined) { writeFileSync(file, readFileSync(file).subarray(0, length % 3000)); }
    },
  })),
];

const edit = fc.oneof(...specEdits, ...specEdits, ...distEdits, ...cacheEdits);

describe('the cache', () => {
  const root = temporaryFolder();

  test('never changes what is rendered, whatever is edited between runs', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(edit, { maxLength: 3 }), { minLength: 1, maxLength: 5 }), async (runs) => {
      const cached = mkdtempSync(join(root(), 'cached-'));
      const fresh = mkdtempSync(join(root(), 'fresh-'));
      writeRepository(cached, ['a', 'b']);
      for (const edits of runs) {
        for (const { run } of edits) { run(cached); }
        const { repository } = await synthesize(cached);
        rmSync(fresh, { recursive: true });
        const specs = Object.entries(readTree(cached)).filter(([path]) => /^(?:models|environments)\//.test(path));
        writeFiles(fresh, Object.fromEntries(specs));
        const { repository: afresh } = await synthesize(fresh, { cache: false });
        expect(repository).toEqual(afresh);
        if (afresh.errors.length === 0) { expect(readTree(join(cached, 'dist'))).toEqual(readTree(join(fresh, 'dist'))); }
      }
    }), { numRuns: 25 });
  });

  test('lies in .plumbline, which Git ignores', async () => {
    writeRepository(root());
    await synthesize(root());
    expect(readdirSync(join(root(), CACHE)).sort()).toEqual(['rendered.json', 'specs.json', 'templates.json']);
    expect(readFileSync(join(__dirname, '../../.gitignore'), 'utf8').split('\n')).toContain('/.plumbline/');
  });

  test('is not needed: a folder in its place is no error', async () => {
    writeRepository(root());
    writeFiles(root(), { [CACHE]: 'a file where the folder should be' });
    await synthesize(root());
    expect(existsSync(join(root(), 'dist/models/dev/churn.yaml'))).toBe(true);
  });

  test('is neither read nor written where it is not wanted', async () => {
    writeRepository(root());
    await synthesize(root(), { cache: false });
    expect(existsSync(join(root(), '.plumbline'))).toBe(false);
  });

  test('of another build counts for nothing', async () => {
    writeRepository(root());
    for (const name of ['rendered.json', 'specs.json', 'templates.json']) { new CacheFile(join(root(), CACHE), name, 'another build').write('[]'); }
    await synthesize(root());
    expect(existsSync(join(root(), 'dist/models/dev/churn.yaml'))).toBe(true);
  });
});
