import { execFileSync } from 'node:child_process';
import { filesBelow, refuseStale } from './dist-files';
import { EXIT } from './exit-code';
import { UserFailure } from './failure';
import { type SpecsFlags, specsOptions } from './options';
import { Progress } from './progress';
import { reportJson, reportProblems } from './report';
import { counted } from './words';
import { artifactsOf, publish, PublishError, readerIn } from '../publish';
import { prepareSynth } from '../render/synth';
import { resolveCluster } from '../spec/resolve/resolve-cluster';
import { didYouMean } from '../spec/validate/nearest';

export interface PublishFlags extends SpecsFlags {
  readonly dryRun: boolean;
  readonly sign?: 'cosign' | 'notation';
  readonly key?: string;
}

/** @returns the exit code */
export async function publishEnvironment(name: string, flags: PublishFlags): Promise<number> {
  const options = specsOptions(flags);
  const { repository, plan } = await prepareSynth({ ...options, selection: { environments: [], models: [] } });
  if (plan === undefined) {
    reportProblems(repository.errors, []);
    return EXIT.failed;
  }
  const names = repository.environments.map(({ value }) => value.metadata.name);
  const environment = repository.environments.find(({ value }) => value.metadata.name === name);
  if (environment === undefined) { throw new UserFailure(`there is no environment ${name}; there are ${names.join(', ')}${didYouMean(name, names)}`); }
  if (environment.value.spec.gitops?.source !== 'oci') {
    throw new UserFailure(`${environment.file}: Flux reads ${name} from Git, so there is nothing to publish; spec.gitops.source oci has it read from a registry`);
  }
  refuseStale(plan, 'dist/');
  const models = repository.placements.filter((placement) => placement.environment.file === environment.file).map(({ values }) => values);
  const cluster = resolveCluster(environment, models);
  const provenance = provenanceOf(options.root, environment.value.spec.gitops.branch ?? 'main');
  const progress = new Progress(!flags.quiet && !flags.json);
  try {
    const found = await publish(artifactsOf(cluster, filesBelow(options.root, 'dist'), readerIn(options.root)), {
      tag: cluster.cluster.flux.reference,
      provenance,
      dryRun: flags.dryRun,
      ...flags.sign && { signing: { tool: flags.sign, key: flags.key ?? '' } },
      onArtifact: (done, all) => { progress.report(`publishing ${done} of ${all}`); },
    });
    progress.end();
    const pushed = found.filter((each) => each.pushed);
    if (flags.json) {
      reportJson({ environment: name, tag: cluster.cluster.flux.reference, revision: provenance.revision, artifacts: found });
    } else if (!flags.quiet) {
      for (const { url, digest } of pushed) { process.stdout.write(`${flags.dryRun ? 'would push' : 'pushed'}  ${url}  ${digest}\n`); }
      process.stdout.write(`${counted(pushed.length, 'artifact')} ${flags.dryRun ? 'to push' : 'pushed'}, ${found.length - pushed.length} unchanged\n`);
    }
    return EXIT.ok;
  } catch (error) {
    progress.end();
    throw error instanceof PublishError ? new UserFailure(error.message) : error;
  }
}

/** Git is the truth: what Flux gets has to be in a commit. */
function provenanceOf(root: string, branch: string): { revision: string; source: string } {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const uncommitted = git('status', '--porcelain', '--', 'dist');
    if (uncommitted !== '') { throw new UserFailure(`dist/ has changes that are not committed (${uncommitted.split('\n')[0].trim()}); what Flux gets has to be in Git`); }
    let source = '';
    try { source = git('remote', 'get-url', 'origin').replace(/\/\/[^/@]*@/, '//'); } catch { /* A clone of nothing has no origin. */ }
    return { revision: `${branch}@sha1:${git('rev-parse', 'HEAD')}`, source };
  } catch (error) {
    if (error instanceof UserFailure) { throw error; }
    throw new UserFailure(`${root} is no Git repository with a commit in it, and what Flux gets has to be in Git`);
  }
}
