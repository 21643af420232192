import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from './helpers/repository';
import { readTree, temporaryFolder } from './helpers/temporary-folder';

const GOLDEN = join(__dirname, 'golden');
const isUpdate = process.env.UPDATE_GOLDENS === '1';

/** Each folder of test/golden is a case: what is in `input` renders to what is in `expected`, to the byte. */
describe.each(readdirSync(GOLDEN))('the golden case %s', (name) => {
  const root = temporaryFolder();
  const expectedFolder = join(GOLDEN, name, 'expected');
  let rendered: Record<string, string>;

  beforeEach(async () => {
    cpSync(join(GOLDEN, name, 'input'), root(), { recursive: true });
    const { repository } = await synthesize(root(), { cache: false });
    expect(repository.errors).toEqual([]);
    rendered = readTree(join(root(), 'dist'));
    if (isUpdate) {
      rmSync(expectedFolder, { recursive: true, force: true });
      mkdirSync(expectedFolder, { recursive: true });
      cpSync(join(root(), 'dist'), expectedFolder, { recursive: true });
    }
  });

  test('renders the expected files', () => {
    expect(Object.keys(rendered)).toEqual(Object.keys(readTree(expectedFolder)));
  });

  test('renders each file as expected', () => {
    expect(rendered).toEqual(readTree(expectedFolder));
  });
});
