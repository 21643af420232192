import { execFileSync } from 'node:child_process';
import { filesBelow, refuseStale } from './dist-files';
import { EXIT } from './exit-code';
import { UserFailure } from './failure';
import { type SpecsFlags, specsOptions } from './options';
import { Progress } from './progress';
import { reportJson, reportProblems } from './report';
import { counted } from './words';
import { artifactsOf, publish, PublishError, type PushedArtifact, readerIn } from '../publish';
import { prepareSynth } from '../render/synth';
import type { Repository } from '../spec/assemble';
import { resolveCluster } from '../spec/resolve/resolve-cluster';
import { didYouMean } from '../spec/validate/nearest';

export interface PublishFlags extends SpecsFlags {
  readonly dryRun: boolean;
  readonly sign?: 'cosign' | 'notation';
  readonly key?: string;
  readonly signAgain: boolean;
}

interface Outcome {
  readonly environment: string;
  readonly tag: string;
  readonly revision: string;
  readonly artifacts: readonly PushedArtifact[];
}

/** @param names all that are read from a registry where none is named @returns the exit code */
export async function publishEnvironments(names: readonly string[], flags: PublishFlags): Promise<number> {
  const options = specsOptions(flags);
  const { repository, plan } = await prepareSynth({ ...options, selection: { environments: [], models: [] } });
  if (plan === undefined) {
    reportProblems(repository.errors, []);
    return EXIT.failed;
  }
  const environments = names.length > 0
    ? names.map((name) => environmentNamed(name, repository))
    : repository.environments.filter(isReadFromRegistry);
  if (environments.length > 0) { refuseStale(plan, 'dist/'); }
  const outcomes: Outcome[] = [];
  for (const environment of environments) { outcomes.push(await publishEnvironment(environment, repository, options.root, flags)); }
  if (flags.json) {
    reportJson({ environments: outcomes });
  } else if (!flags.quiet && outcomes.length === 0) {
    process.stdout.write('nothing to publish: no environment has spec.gitops.source oci, so Flux reads them from Git\n');
  }
  return EXIT.ok;
}

type EnvironmentFile = Repository['environments'][number];

function isReadFromRegistry({ value }: EnvironmentFile): boolean {
  return value.spec.gitops?.source === 'oci';
}

function environmentNamed(name: string, { environments }: Repository): EnvironmentFile {
  const names = environments.map(({ value }) => value.metadata.name);
  const found = environments.find(({ value }) => value.metadata.name === name);
  if (found === undefined) { throw new UserFailure(`there is no environment ${name}; there are ${names.join(', ')}${didYouMean(name, names)}`); }
  if (!isReadFromRegistry(found)) {
    throw new UserFailure(`${found.file}: Flux reads ${name} from Git, so there is nothing to publish; spec.gitops.source oci has it read from a registry`);
  }
  return found;
}

async function publishEnvironment(environment: EnvironmentFile, repository: Repository, root: string, flags: PublishFlags): Promise<Outcome> {
  const { metadata: { name }, spec } = environment.value;
  const models = repository.placements.filter((placement) => placement.environment.file === environment.file).map(({ values }) => values);
  const cluster = resolveCluster(environment, models);
  const tag = cluster.cluster.flux.reference;
  const provenance = provenanceOf(root, spec.gitops?.branch ?? 'main');
  const progress = new Progress(!flags.quiet && !flags.json);
  try {
    const artifacts = await publish(artifactsOf(cluster, filesBelow(root, 'dist'), readerIn(root)), {
      tag,
      provenance,
      dryRun: flags.dryRun,
      ...flags.sign && { signing: { tool: flags.sign, key: flags.key ?? '', again: flags.signAgain } },
      onArtifact: (done, all) => { progress.report(`publishing ${done} of ${all}`); },
    });
    progress.end();
    const pushed = artifacts.filter((each) => each.pushed);
    if (!flags.quiet && !flags.json) {
      for (const { url, digest } of pushed) { process.stdout.write(`${flags.dryRun ? 'would push' : 'pushed'}  ${url}  ${digest}\n`); }
      process.stdout.write(`${name}: ${counted(pushed.length, 'artifact')} ${flags.dryRun ? 'to push' : 'pushed'}, ${artifacts.length - pushed.length} unchanged\n`);
    }
    return { environment: name, tag, revision: provenance.revision, artifacts };
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
