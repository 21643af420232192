import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn } from './container';
import { builtBase, builtModel, hasBuilders, removeImage, ROOT } from './images';
import { ImageError } from '../../src/image/image-error';

const TAG = 'localhost/plumbline-test/gate:test';
const EXAMPLE = join(ROOT, 'model-image', 'examples', 'boston-housing');

(hasBuilders ? describe : describe.skip)('a build', () => {
  let folder: string;

  beforeAll(() => builtBase(), 600_000);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-build-'));
    cpSync(EXAMPLE, folder, { recursive: true });
  });

  afterEach(() => {
    removeImage(TAG);
    rmSync(folder, { recursive: true, force: true });
  });

  function trainedWith(change: (session: { r: string; packages: Record<string, string> }) => void): void {
    const session = JSON.parse(readFileSync(join(folder, 'session.json'), 'utf8'));
    change(session);
    writeFileSync(join(folder, 'session.json'), JSON.stringify(session));
  }

  it('names every version that is not the training\'s, and ends', async () => {
    trainedWith((session) => {
      session.r = '4.2.2';
      session.packages.randomForest = '4.6-14';
    });
    const failure = await builtModel(TAG, folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ImageError);
    expect((failure as Error).message).toContain('R 4.2.2 trained the model, R 4.5.0 is in the image');
    expect((failure as Error).message).toContain('randomForest 4.6-14 trained the model, randomForest 4.7-1.2 is in the image');
    expect((failure as Error).message).toContain('--accept-versions');
  });

  it('takes other versions where they are accepted', async () => {
    trainedWith((session) => { session.r = '4.2.2'; });
    expect((await builtModel(TAG, folder, { acceptVersions: true })).id).toMatch(/^(sha256:)?[0-9a-f]{64}$/);
  });

  it('says how to have a package that Debian lacks', async () => {
    await expect(builtModel(TAG, folder, { packages: ['torch'] })).rejects.toThrow('Debian has no package of the R package torch; take it from CRAN: --cran torch --cran-snapshot <url>');
  });

  it('finds a package that nobody named, by loading the model', async () => {
    rmSync(join(folder, 'session.json'));
    writeFileSync(join(folder, 'score.R'), 'needs <- "kernlab"\nlibrary(needs, character.only = TRUE)\nscore <- function(model, data) 1\n');
    await expect(builtModel(TAG, folder)).rejects.toThrow('the model needs the R package kernlab, which is not in the image; name it with --package kernlab');
  });

  it('installs what DESCRIPTION, code and --package name', async () => {
    rmSync(join(folder, 'model.rds'));
    writeFileSync(join(folder, 'DESCRIPTION'), 'Package: churn\nImports: jsonlite\n');
    writeFileSync(join(folder, 'score.R'), 'score <- function(model, data) digest::digest(data)\nload <- function(path) NULL\n');
    await builtModel(TAG, folder, { packages: ['R6'] });
    const code = 'cat(vapply(c("jsonlite", "digest", "R6", "randomForest"), requireNamespace, NA, quietly = TRUE))';
    expect(runIn(TAG, ['Rscript', '--vanilla', '-e', code]).stdout).toBe('TRUE TRUE TRUE TRUE');
  });

  it('leaves what is not served out of the image', async () => {
    mkdirSync(join(folder, 'clients'), { recursive: true });
    writeFileSync(join(folder, 'clients', 'secret.R'), '');
    writeFileSync(join(folder, '.Rhistory'), '');
    await builtModel(TAG, folder);
    expect(runIn(TAG, ['ls', '-A', '/opt/plumbline/model']).stdout.trim().split('\n').sort()).toEqual(['model.rds', 'sample.csv', 'session.json']);
  });
});
