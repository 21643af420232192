import { join } from 'node:path';
import { loadESLint } from 'eslint';

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
