import { javascript, JsonFile, SampleFile, type Task } from 'projen';
import { FIRST_POLICY, firstFiles, readme } from './first-files';
import { gitHostOf } from './git-host';
import { objectionsTo, refuse } from './objections';
import type { PlumblineProjectOptions } from './plumbline-project-options';
import { Projenrc } from './projenrc';
import { addWorkflows } from './workflows';

/**
 * A repository of scoring services: specs in models/ and environments/, manifests in dist/ for Flux, a review of every change.
 * @pjid plumbline
 */
export class PlumblineProject extends javascript.NodeProject {
  /** Renders the specs, then whatever own constructs render. */
  public readonly synthTask: Task;
  /** Says what a change means. */
  public readonly reviewTask: Task;

  constructor(options: PlumblineProjectOptions) {
    super({
      // With what projen tells a project that is being made, and reads itself.
      ...options,
      defaultReleaseBranch: 'main',
      packageManager: javascript.NodePackageManager.NPM,
      minNodeVersion: '20.19.0',
      projenrcJs: false,
      entrypoint: '',
      licensed: false,
      jest: false,
      package: false,
      release: false,
      buildWorkflow: false,
      npmignoreEnabled: false,
      pullRequestTemplate: false,
      readme: { contents: readme(options) },
      github: gitHostOf(options) === 'github',
      githubOptions: { mergify: false, pullRequestLint: false },
      deps: [options.plumbline ?? 'plumbline-scoring'],
      // What own constructs, policies and .projenrc.ts are written with.
      devDeps: ['constructs@^10.8.1', 'cdk8s@^2.70.106', 'cdk8s-plus-27@^2.9.5', 'yaml@^2.9.1', '@types/node@^20', 'ts-node@^10.9.2', 'typescript@~6.0.3', ...options.devDeps ?? []],
      depsUpgradeOptions: { workflow: false },
    });
    if (this.initProject !== undefined) {
      const objections = objectionsTo(this.outdir, options);
      if (objections.length > 0) { refuse(objections); }
    }
    this.package.addField('private', true);
    // projen's own value starts npx once more in every task, for about half a second.
    this.tasks.addEnvironment('PATH', '$(echo "$PWD/node_modules/.bin:$PATH")');
    new JsonFile(this, 'tsconfig.json', {
      obj: {
        compilerOptions: { target: 'es2022', module: 'node16', rootDir: '.', strict: true, noEmit: true, skipLibCheck: true, types: ['node'] },
        include: ['.projenrc.ts', 'constructs/**/*.ts', 'policies/**/*.ts'],
      },
    });

    const prepare = this.addTask('prepare:clone', { description: 'Install the locked dependencies, where missing or stale' });
    prepare.exec('npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json', {
      condition: '[ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]',
    });
    this.synthTask = this.addVerb(prepare, 'synth', 'Render models/ and environments/ into dist/', 'plumbline synth');
    this.reviewTask = this.addVerb(prepare, 'review', 'Say what the changes since the main branch mean', 'plumbline review');
    this.addVerb(prepare, 'plumbline', 'Run the command line: npx projen plumbline <verb>', 'plumbline');
    this.testTask.reset();
    this.testTask.spawn(prepare);
    this.testTask.exec('plumbline synth --check');
    this.upgradeWorkflow?.postUpgradeTask.spawn(this.synthTask);

    this.gitignore.exclude('/.plumbline/', '.DS_Store');
    this.annotateGenerated('/dist/**');
    this.annotateGenerated('/bicep/environments/**');
    new Projenrc(this, prepare);
    addWorkflows(this, gitHostOf(options), options.publishConnection);
    // Its .projenrc.ts says so in every later run.
    if (this.initProject !== undefined) { this.addPolicy(FIRST_POLICY); }
    for (const [file, contents] of Object.entries(firstFiles(options))) { new SampleFile(this, file, { contents }); }
  }

  /**
   * Has an own cdk8s app written whenever the specs are rendered.
   * @param entrypoint a TypeScript file
   */
  public addConstructs(entrypoint: string): void {
    this.synthTask.exec(`ts-node --transpile-only ${entrypoint}`);
  }

  /**
   * Holds what is rendered against an own policy in every test.
   * @param entrypoint a TypeScript file that fails where the policy is broken
   */
  public addPolicy(entrypoint: string): void {
    this.testTask.exec(`ts-node --transpile-only ${entrypoint}`);
  }

  private addVerb(prepare: Task, name: string, description: string, exec: string): Task {
    const task = this.addTask(name, { description });
    task.spawn(prepare);
    task.exec(exec, { receiveArgs: true });
    return task;
  }
}
