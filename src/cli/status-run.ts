import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from './exit-code';
import { UserFailure } from './failure';
import { type SpecsFlags, specsOptions } from './options';
import { reportJson, reportProblems } from './report';
import { loadSpecs } from '../render/synth';
import type { Repository } from '../spec/assemble';
import { didYouMean } from '../spec/validate/nearest';
import { ClusterFailure, connect, environmentStatus, type EnvironmentStatus, type ExpectedModel, expectedModels, statusText } from '../status';

export interface StatusFlags extends SpecsFlags {
  readonly watch: boolean;
  readonly context?: string;
  readonly model: readonly string[];
}

const WATCH_SECONDS = 5;

/** @returns the exit code */
export async function status(environment: string, flags: StatusFlags): Promise<number> {
  const repository = await loadSpecs(specsOptions(flags));
  if (repository.errors.length > 0) {
    reportProblems(repository.errors, []);
    return EXIT.failed;
  }
  const found = environmentNamed(repository, environment);
  const expected = chosen(expectedModels(repository, found), environment, flags.model);
  const { name: clusterName, resourceGroup } = found.value.spec.cluster;
  const look = async () => {
    // Each time anew: credentials of a kubeconfig may live for minutes.
    const { reader, context } = await connect({ context: flags.context, clusterName, resourceGroup });
    return environmentStatus(reader, { environment, context, expected });
  };
  try {
    return flags.watch ? await watch(look, flags) : print(await look(), flags);
  } catch (error) {
    throw error instanceof ClusterFailure ? new UserFailure(error.message) : error;
  }
}

type SpecFile = Repository['environments'][number];

function environmentNamed({ environments }: Repository, name: string): SpecFile {
  const found = environments.find(({ value }) => value.metadata.name === name);
  if (found !== undefined) { return found; }
  const names = environments.map(({ value }) => value.metadata.name);
  throw new UserFailure(`there is no environment ${name}; there are ${names.join(', ')}${didYouMean(name, names)}`);
}

function chosen(models: readonly ExpectedModel[], environment: string, wanted: readonly string[]): readonly ExpectedModel[] {
  const names = models.map(({ values }) => values.name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) { throw new UserFailure(`${environment} has no model ${unknown}; it has ${names.join(', ')}${didYouMean(unknown, names)}`); }
  return models.filter(({ values }) => wanted.length === 0 || wanted.includes(values.name));
}

function print(found: EnvironmentStatus, { json, quiet }: StatusFlags): number {
  if (json) { reportJson(found); } else if (!quiet) { process.stdout.write(statusText(found, new Date(), paint())); }
  return found.models.every(({ ready }) => ready) ? EXIT.ok : EXIT.failed;
}

/** Prints the whole on a terminal and after each change elsewhere; as JSON one line a change. A cluster that is out of reach for a while is waited for. */
async function watch(look: () => Promise<EnvironmentStatus>, flags: StatusFlags): Promise<number> {
  const stopped = new AbortController();
  process.once('SIGINT', () => { stopped.abort(); });
  let before = '';
  let first = true;
  while (!stopped.signal.aborted) {
    const found = await look().catch((error: unknown) => {
      if (!(error instanceof ClusterFailure) || first) { throw error; }
      return error;
    });
    first = false;
    const now = found instanceof ClusterFailure ? found.message : JSON.stringify(found);
    if (now !== before) {
      before = now;
      if (found instanceof ClusterFailure) {
        process.stderr.write(`${found.message}; trying again\n`);
      } else if (flags.json) {
        process.stdout.write(`${now}\n`);
      } else {
        // https://invisible-island.net/xterm/ctlseqs/ctlseqs.html: to the top left, and everything below is cleared.
        process.stdout.write(`${process.stdout.isTTY ? '\u001b[H\u001b[2J' : ''}${statusText(found, new Date(), paint())}`);
      }
    }
    await sleep(WATCH_SECONDS * 1000, undefined, { signal: stopped.signal }).catch(() => undefined);
  }
  return EXIT.ok;
}

/** https://no-color.org */
function paint() {
  const isWanted = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
  const colour = (code: number) => (text: string) => isWanted ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { good: colour(32), bad: colour(31) };
}
