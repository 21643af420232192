import type { typescript } from 'projen';

/**
 * The layers of src/, lowest first: a folder may import itself and what stands before it in its own list.
 * DESIGN: cli -> review, render, azure -> charts -> constructs -> spec -> expression.
 */
export const LAYERS: Record<string, readonly string[]> = {
  expression: [],
  spec: ['expression'],
  constructs: ['expression', 'spec'],
  charts: ['expression', 'spec', 'constructs'],
  azure: ['expression', 'spec'],
  render: ['expression', 'spec', 'constructs', 'charts', 'azure'],
  review: ['expression', 'spec', 'constructs', 'charts', 'azure', 'render'],
  status: ['expression', 'spec'],
  image: ['expression', 'spec'],
  publish: ['expression', 'spec'],
  cli: ['expression', 'spec', 'constructs', 'charts', 'azure', 'render', 'review', 'status', 'image', 'publish'],
};

/** Makes the linter refuse imports against the direction of the layers, and cdk8s-plus-27 outside src/constructs. */
export function configureLayers(project: typescript.TypeScriptProject): void {
  const eslint = project.eslint!;
  eslint.addRules({
    'import/no-cycle': ['error'],
    'import/no-restricted-paths': ['error', {
      zones: Object.entries(LAYERS).map(([layer, below]) => ({
        target: `./src/${layer}`,
        from: './src',
        except: [layer, ...below].map((name) => `./${name}`),
        message: `src/${layer} may import only ${[layer, ...below].map((name) => `src/${name}`).join(', ')} (see AGENTS.md, Layers).`,
      })),
    }],
  });
  const cdk8sPlus = { name: 'cdk8s-plus-27', message: 'Only src/constructs imports cdk8s-plus-27 (see AGENTS.md, Layers).' };
  const fileSystem = ['fs', 'node:fs', 'fs/promises', 'node:fs/promises'].map((name) => ({
    name, message: 'Everything before the writer is pure: files are read in src/spec/load and written in src/render.',
  }));
  const restrict = (files: string[], excludedFiles: string[], paths: object[]) =>
    eslint.addOverride({ files, excludedFiles, rules: { 'no-restricted-imports': ['error', { paths }] } });
  // The last override that matches a file is the one that holds.
  restrict(['src/**/*.ts'], [], [cdk8sPlus]);
  restrict(['src/{expression,spec,charts}/**/*.ts'], ['src/spec/load/**'], [cdk8sPlus, ...fileSystem]);
  restrict(['src/constructs/**/*.ts'], [], fileSystem);
}
