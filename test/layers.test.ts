import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { loadESLint } from 'eslint';
import { preProcessFile } from 'typescript';

const root = join(__dirname, '..');

/** The errors of the linter, as the project configures it, for code that stands in no file. */
async function rulesBrokenBy(code: string, path: string): Promise<(string | null)[]> {
  const ESLint = await loadESLint({ useFlatConfig: false });
  const [result] = await new ESLint({ cwd: root, ignore: false }).lintText(code, { filePath: join(root, path) });
  return result.messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId);
}

describe('the linter', () => {
  test.each([
    ['src/spec/values.ts', '../constructs/metadata'],
    ['src/expression/evaluate.ts', '../spec/values'],
    ['src/constructs/metadata.ts', '../charts/model-chart'],
    ['src/charts/model-chart.ts', '../render/yaml'],
    ['src/render/yaml.ts', '../cli/main'],
  ])('refuses that %s imports %s', async (path, imported) => {
    expect(await rulesBrokenBy(`import { x } from '${imported}';\nexport const y = x;\n`, path)).toContain('import/no-restricted-paths');
  });

  test('refuses cdk8s-plus-27 outside src/constructs', async () => {
    const code = "import { k8s } from 'cdk8s-plus-27';\nexport const y = k8s;\n";
    expect(await rulesBrokenBy(code, 'src/charts/model-chart.ts')).toContain('no-restricted-imports');
    expect(await rulesBrokenBy(code, 'src/constructs/metadata.ts')).toEqual([]);
  });

  test('refuses the file system before the writer', async () => {
    const code = "import { readFileSync } from 'node:fs';\nexport const y = readFileSync;\n";
    expect(await rulesBrokenBy(code, 'src/charts/model-chart.ts')).toContain('no-restricted-imports');
    expect(await rulesBrokenBy(code, 'src/constructs/metadata.ts')).toContain('no-restricted-imports');
  });

  test('allows imports along the direction of the layers', async () => {
    const code = "import { when } from '../expression';\nexport const y = when;\n";
    expect(await rulesBrokenBy(code, 'src/constructs/metadata.ts')).toEqual([]);
  });
});

/** What each file of a folder imports of it, types and what is loaded lazily among it, which the linter's own rule against cycles leaves out. */
function importsIn(folder: string): Map<string, string[]> {
  const source = join(root, folder);
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  return new Map(files.map((path) => {
    const imported = preProcessFile(readFileSync(join(source, path), 'utf8')).importedFiles.map(({ fileName }) => normalize(join(path, '..', fileName)).replace(/\.js$/, ''));
    return [path, imported.flatMap((name) => files.find((file) => file === `${name}.ts` || file === join(name, 'index.ts')) ?? [])];
  }));
}

/** The first way found from a file back to itself. */
function cycleIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): string[] => {
    if (way.includes(path)) { return [...way.slice(way.indexOf(path)), path]; }
    if (done.has(path)) { return []; }
    const cycle = imports.get(path)!.map((next) => visit(next, [...way, path])).find((found) => found.length > 0) ?? [];
    done.add(path);
    return cycle;
  };
  return [...imports.keys()].map((path) => visit(path, [])).find((cycle) => cycle.length > 0) ?? [];
}

describe('the files of a program', () => {
  test.each(['src', 'model-image/gateway/src', 'model-image/fetcher/src', 'scaffold/src', 'e2e'])('import one another in no circle, types included: %s', (folder) => {
    const imports = importsIn(folder);
    expect(imports.size).toBeGreaterThan(5);
    expect(cycleIn(imports)).toEqual([]);
  });

  test('would be seen in a circle', () => {
    expect(cycleIn(new Map([['a', ['b', 'c']], ['b', []], ['c', ['d']], ['d', ['c']]]))).toEqual(['c', 'd', 'c']);
  });
});
