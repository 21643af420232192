import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn } from './container';
import { CranSnapshot } from './cran-snapshot';
import { builtBase, builtModel, hasBuilders, removeImage } from './images';
import { ImageError } from '../../src/image/image-error';

const TAG = 'localhost/plumbline-test/cran:test';
const AGAIN = 'localhost/plumbline-test/cran-again:test';

/** Each build installs a compiler first. */
const MILLISECONDS = 900_000;

const DOUBLED = { name: 'doubled', version: '0.9.1', code: 'doubled <- function(x) .Call("doubled_c", as.double(x), PACKAGE = "doubled")\n' };
const NATIVE = `#include <Rinternals.h>
SEXP doubled_c(SEXP x) {
  SEXP out = PROTECT(allocVector(REALSXP, XLENGTH(x)));
  for (R_xlen_t i = 0; i < XLENGTH(x); i++) REAL(out)[i] = 2 * REAL(x)[i];
  UNPROTECT(1);
  return out;
}
`;
const QUADRUPLED = { name: 'quadrupled', version: '2.0', imports: 'doubled', code: 'quadrupled <- function(x) doubled(doubled(x))\n' };

(hasBuilders ? describe : describe.skip)('a build with packages of a CRAN snapshot', () => {
  let folder: string;
  let snapshot: CranSnapshot;

  beforeAll(async () => {
    await builtBase();
    snapshot = await CranSnapshot.start({ ...DOUBLED, native: NATIVE }, QUADRUPLED);
    folder = mkdtempSync(join(tmpdir(), 'plumbline-cran-'));
    writeFileSync(join(folder, 'score.R'), 'score <- function(model, data) quadrupled::quadrupled(data$x)\n');
  }, MILLISECONDS);

  afterAll(() => {
    snapshot.stop();
    removeImage(TAG);
    removeImage(AGAIN);
    rmSync(folder, { recursive: true, force: true });
  });

  const trainedWith = (version: string): void => {
    const session = { format: 1, r: '4.5.0', needs: ['quadrupled'], packages: { doubled: version, quadrupled: '2.0' } };
    writeFileSync(join(folder, 'session.json'), JSON.stringify(session));
  };
  const built = (tag: string, cran: string) => builtModel(tag, folder, { cranPackages: [cran], cranSnapshot: snapshot.url });

  it('compiles them and what they depend on, the same to the digest each time', async () => {
    trainedWith('0.9.1');
    const { id } = await built(TAG, 'quadrupled');
    const code = 'cat(quadrupled::quadrupled(c(1, 2.5)), format(packageVersion("doubled")))';
    expect(runIn(TAG, ['Rscript', '--vanilla', '-e', code]).stdout).toBe('4 10 0.9.1');
    expect(snapshot.asked).toEqual(expect.arrayContaining(['/src/contrib/PACKAGES', '/src/contrib/doubled_0.9.1.tar.gz', '/src/contrib/quadrupled_2.0.tar.gz']));
    expect((await built(AGAIN, 'quadrupled')).id).toBe(id);
  }, 2 * MILLISECONDS);

  it('leaves no compiler in the image, and lists them', () => {
    expect(runIn(TAG, ['sh', '-c', 'command -v gcc cc g++ gfortran make']).stdout).toBe('');
    const bill = JSON.parse(runIn(TAG, ['cat', '/usr/share/plumbline/sbom.cdx.json']).stdout) as { components: { purl: string }[] };
    expect(bill.components.map(({ purl }) => purl).filter((purl) => purl.startsWith('pkg:cran/'))).toEqual(['pkg:cran/doubled@0.9.1', 'pkg:cran/quadrupled@2.0']);
  });

  it('holds the training\'s versions against the snapshot\'s', async () => {
    trainedWith('1.0.0');
    const failure = await built(AGAIN, 'quadrupled').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ImageError);
    expect((failure as Error).message).toContain('doubled 1.0.0 trained the model, doubled 0.9.1 is in the image');
  }, MILLISECONDS);

  it('names a package that the snapshot lacks', async () => {
    await expect(built(AGAIN, 'nosuch')).rejects.toThrow(`${snapshot.url} (--cran-snapshot) has no package nosuch`);
  }, MILLISECONDS);
});
