import { filesBelow, refuseStale } from './dist-files';
import { EXIT } from './exit-code';
import { UserFailure } from './failure';
import { type SpecsFlags, specsOptions } from './options';
import { reportJson, reportProblems } from './report';
import { counted } from './words';
import { PublishError, publishCharts, readerIn } from '../publish';
import { prepareSynth } from '../render/synth';
import type { Repository } from '../spec/assemble';
import { chartsAddress, completeEnvironment, hasCharts } from '../spec/environment';
import { parseYaml } from '../spec/load/parse-yaml';
import { isOciAddress } from '../spec/oci-address';
import { didYouMean } from '../spec/validate/nearest';

export interface ChartPushFlags extends SpecsFlags {
  readonly environment?: string;
  readonly model: readonly string[];
  readonly to?: string;
  readonly dryRun: boolean;
  readonly sign?: 'cosign' | 'notation';
  readonly key?: string;
  readonly signAgain: boolean;
}

/** @returns the exit code */
export async function chartPush(flags: ChartPushFlags): Promise<number> {
  const options = specsOptions(flags);
  const { repository, plan } = await prepareSynth({ ...options, selection: { environments: [], models: [] } });
  if (plan === undefined) {
    reportProblems(repository.errors, []);
    return EXIT.failed;
  }
  refuseStale(plan, 'dist/charts/');
  const parent = flags.to ?? registryOf(repository, flags.environment);
  if (!isOciAddress(parent)) { throw new UserFailure(`--to ${parent} is not oci://<registry>/<path>, in lower case`); }
  const files = filesBelow(options.root, 'dist/charts');
  const names = [...new Set(files.map((path) => path.split('/')[2]))];
  if (names.length === 0) { throw new UserFailure('dist/charts/ has no chart; an environment with charts: true has synth write them'); }
  const unknown = flags.model.find((name) => !names.includes(name));
  if (unknown !== undefined) { throw new UserFailure(`there is no chart of ${unknown}; there are ${names.join(', ')}${didYouMean(unknown, names)}`); }
  const read = readerIn(options.root);
  const charts = names.filter((name) => flags.model.length === 0 || flags.model.includes(name)).map((name) => {
    const folder = `dist/charts/${name}/`;
    return {
      files: files.filter((path) => path.startsWith(folder)).map((path) => ({ path: path.slice(folder.length), text: read(path) })),
      metadata: parseYaml(read(`${folder}Chart.yaml`)).value as Record<string, unknown>,
    };
  });
  try {
    const found = await publishCharts(charts, parent, { dryRun: flags.dryRun, ...flags.sign && { signing: { tool: flags.sign, key: flags.key ?? '', again: flags.signAgain } } });
    const pushed = found.filter((each) => each.pushed);
    if (flags.json) { reportJson({ charts: found }); } else if (!flags.quiet) {
      for (const { url, digest } of pushed) { process.stdout.write(`${flags.dryRun ? 'would push' : 'pushed'}  ${url}  ${digest}\n`); }
      process.stdout.write(`${counted(pushed.length, 'chart')} ${flags.dryRun ? 'to push' : 'pushed'}, ${found.length - pushed.length} there already\n`);
    }
    return EXIT.ok;
  } catch (error) {
    throw error instanceof PublishError ? new UserFailure(error.message) : error;
  }
}

/** Where Flux looks for the environment's charts, or would. */
function registryOf({ environments }: Repository, name: string | undefined): string {
  const candidates = environments.map(({ value }) => completeEnvironment(value))
    .filter((environment) => name === undefined ? hasCharts(environment) : environment.metadata.name === name);
  if (candidates.length === 0) { throw new UserFailure(name === undefined ? 'no environment has charts: true, or gitops.deliver chart-oci' : `there is no environment ${name}`); }
  if (candidates.length > 1) { throw new UserFailure(`${candidates.map(({ metadata }) => metadata.name).join(' and ')} have charts; say which registry with --environment or --to`); }
  const [environment] = candidates;
  const address = chartsAddress(environment);
  if (address === undefined) { throw new UserFailure(`${environment.metadata.name} has no registry; say where to push with --to`); }
  return address;
}
