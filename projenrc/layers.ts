import type { typescript } from 'projen';

/**
 * The layers of src/, lowest first: a folder may import itself and what stands before it in its own list.
 * DESIGN: cli -> review, render, azure -> charts -> constructs -> spec -> expression.
 */
const LAYERS: Record<string, readonly string[]> = {
  expression: [],
  spec: ['expression'],
  constructs: ['expression', 'spec'],
  charts: ['expression', 'spec', 'constructs'],
  azure: ['expression', 'spec'],
  render: ['expression', 'spec', 'constructs', 'charts', 'azure'],
  review: ['expression', 'spec', 'constructs', 'charts', 'azure', 'render'],
  cli: ['expression', 'spec', 'constructs', 'charts', 'azure', 'render', 'review'],
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
  eslint.addOverride({ files: ['src/**/*.ts'], excludedFiles: ['src/constructs/**'], rules: { 'no-restricted-imports': ['error', { paths: [cdk8sPlus] }] } });
  eslint.addOverride({ files: ['src/{expression,charts}/**/*.ts'], rules: { 'no-restricted-imports': ['error', { paths: [cdk8sPlus, ...fileSystem] }] } });
  eslint.addOverride({ files: ['src/constructs/**/*.ts'], rules: { 'no-restricted-imports': ['error', { paths: fileSystem }] } });
}
