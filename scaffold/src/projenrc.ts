import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InitProject, type Project, ProjenrcFile, type Task } from 'projen';
import { FIRST_POLICY } from './first-files';

/** Options that stay in .projenrc.ts, in the order in which they are written there. */
const OPTIONS = ['name', 'registry', 'region', 'cluster', 'host', 'repository', 'gitHost', 'environment', 'resourceGroup', 'model', 'team', 'email', 'plumbline', 'devDeps'];

/** The definition of the project, in TypeScript, with the hooks for what is the team's own. */
export class Projenrc extends ProjenrcFile {
  public readonly filePath = '.projenrc.ts';

  constructor(project: Project, prepare: Task) {
    super(project);
    project.defaultTask?.spawn(prepare);
    project.defaultTask?.exec('ts-node --transpile-only .projenrc.ts');
  }

  public override projectCreation({ fqn, args }: InitProject): void {
    const file = join(this.project.outdir, this.filePath);
    if (existsSync(file)) { return; }
    const [moduleName, className] = fqn.split('.');
    const given = OPTIONS.filter((name) => args[name] !== undefined).map((name) => `  ${name}: ${literal(args[name])},`);
    writeFileSync(file, [
      `import { ${className} } from '${moduleName}';`,
      '',
      `const project = new ${className}({`,
      ...given,
      '});',
      '',
      '// Own constructs: a cdk8s app that is written with every synth. Own policies: what every test holds dist/ against.',
      '// project.addConstructs(\'constructs/main.ts\');',
      `project.addPolicy('${FIRST_POLICY}');`,
      'project.synth();',
      '',
    ].join('\n'));
  }
}

function literal(value: unknown): string {
  if (Array.isArray(value)) { return `[${value.map(literal).join(', ')}]`; }
  return `'${String(value).replace(/[\\']/g, '\\$&')}'`;
}
