import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const REPOSITORY = join(__dirname, '..', '..');

const KEPT_MILLISECONDS = 24 * 3600 * 1000;

/** What the program looks for beside lib/. */
const BESIDE = ['docs', 'model-image', 'node_modules', 'schemas', 'bicep', 'package.json'];

/**
 * The package as it stands in src/, as JavaScript that a child process can run: its folder, with lib/ in it. Independent of the repository's own
 * lib/, which may be stale or in the making while tests run. Made once for each state of src/; those of earlier days are removed.
 */
export function transpiledSource(): string {
  const source = join(REPOSITORY, 'src');
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts')).sort();
  const texts = new Map(paths.map((path) => [path, readFileSync(join(source, path), 'utf8')]));
  const digest = createHash('sha256').update(JSON.stringify([REPOSITORY, BESIDE, ...texts])).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `plumbline-transpiled-${digest}`);
  if (!existsSync(folder)) {
    removeOld();
    make(folder, texts);
  }
  return folder;
}

function removeOld(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith('plumbline-transpiled-'))) {
    const path = join(tmpdir(), name);
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (made < Date.now() - KEPT_MILLISECONDS) { rmSync(path, { recursive: true, force: true }); }
  }
}

function make(folder: string, texts: ReadonlyMap<string, string>): void {
  const draft = mkdtempSync(`${folder}-`);
  for (const [path, text] of texts) {
    const target = join(draft, 'lib', path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const options = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
    writeFileSync(target, transpileModule(text, { compilerOptions: options }).outputText);
  }
  for (const name of BESIDE) { symlinkSync(join(REPOSITORY, name), join(draft, name)); }
  try {
    renameSync(draft, folder);
  } catch {
    // Another test process was faster.
    rmSync(draft, { recursive: true });
  }
}
