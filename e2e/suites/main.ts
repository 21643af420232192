import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { down, isUp, up } from '../cluster/cluster';
import { NodeImpossible, requireNode } from '../cluster/node/requirements';
import { RunDirectory } from '../cluster/run-directory';
import { readState, type Tier } from '../cluster/state';
import { TASKS } from '../planted-faults/faults';
import { runPlantedFaults } from '../planted-faults/run';
import { builtTools } from '../tools/build';
import { GoMissing } from '../tools/go';

const USAGE = `usage: npx projen test:cluster [<options>] [suite...]
  suite       a file of e2e/suites/ without .test.ts; all but scale when none is named
  --existing  run on the cluster of KUBECONFIG instead of one of its own
  --keep      leave the cluster up; the next run finds it
  --planted-faults  run the suites, and test:helm, on a copy of the project with one fault at a time, which they have to notice
`;

/** These take the cluster apart, bring controllers of their own, or need nodes that are played. */
const NEED_OWN_CLUSTER = [
  'gitops', 'gitops-environments', 'gitops-helm', 'gitops-images', 'gitops-oci', 'gitops-releases', 'gitops-scaffold', 'gitops-signatures', 'lifecycle', 'scale',
  'scheduling',
];

/** Takes longer than all others together. */
const ON_DEMAND = ['scale'];

/** These need containers. */
const TIER_2 = ['chart', 'node-lifecycle', 'platform', 'prediction', 'scaling'];

interface Run {
  readonly suites: readonly string[];
  readonly existing: boolean;
  readonly keep: boolean;
  readonly plantedFaults: boolean;
}

async function main(): Promise<number> {
  const run = parse(process.argv.slice(2));
  if (typeof run === 'string') {
    process.stderr.write(`${run}\n${USAGE}`);
    return 2;
  }
  try {
    if (run.plantedFaults) { return await runPlantedFaults(run.suites, say); }
    return run.existing ? await onExisting(run) : await onOwn(run);
  } catch (error) {
    if (!(error instanceof GoMissing)) { throw error; }
    process.stderr.write(`${error.message}\n`);
    if (process.env.CI === 'true') { return 1; }
    process.stderr.write('the suites of the test cluster were NOT run (with CI=true this is a failure)\n');
    return 0;
  }
}

function parse(args: readonly string[]): Run | string {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = args.find((arg) => arg.startsWith('--') && !['--existing', '--keep', '--planted-faults', '--'].includes(arg));
  if (unknown !== undefined) { return `there is no option ${unknown}`; }
  const all = readdirSync(__dirname).flatMap((file) => /^(.+)\.test\.ts$/.exec(file)?.[1] ?? []);
  const plantedFaults = args.includes('--planted-faults');
  const known = plantedFaults ? [...all, ...Object.keys(TASKS)] : all;
  const missing = names.find((name) => !known.includes(name));
  if (missing !== undefined) { return `there is no suite ${missing}; there are ${known.join(', ')}`; }
  const existing = args.includes('--existing');
  const unfit = names.find((name) => existing && needsOwnCluster(name));
  if (unfit !== undefined) { return `${unfit} runs on a cluster of its own alone, without --existing`; }
  const chosen = names.length > 0 ? names : known.filter((name) => !ON_DEMAND.includes(name) && !(existing && needsOwnCluster(name)));
  return { suites: chosen, existing, keep: args.includes('--keep'), plantedFaults };
}

function needsOwnCluster(suite: string): boolean {
  return NEED_OWN_CLUSTER.includes(suite) || TIER_2.includes(suite);
}

async function onExisting(run: Run): Promise<number> {
  const kubeconfig = process.env.KUBECONFIG ?? '';
  if (kubeconfig === '' || !existsSync(kubeconfig)) { throw new Error(`--existing needs KUBECONFIG to name a kubeconfig file; it is "${kubeconfig}"`); }
  const installed = spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status === 0;
  const kubectl = installed ? 'kubectl' : (await builtTools(['kubectl'], { say })).kubectl;
  return jest(run, { PLUMBLINE_E2E_KUBECONFIG: kubeconfig, PLUMBLINE_E2E_KUBECTL: kubectl, PLUMBLINE_E2E_EXISTING: '1' });
}

/** The suites without containers on a cluster without, then those with on one with. */
async function onOwn(run: Run): Promise<number> {
  const codes: number[] = [];
  for (const tier of [1, 2] as const) {
    const suites = run.suites.filter((name) => TIER_2.includes(name) === (tier === 2));
    if (suites.length > 0) { codes.push(await onTier(tier, { ...run, suites })); }
  }
  return Math.max(...codes);
}

async function onTier(tier: Tier, run: Run): Promise<number> {
  const directory = RunDirectory.ofEnvironment();
  if (tier === 2 && !nodePossible(run.suites)) { return process.env.CI === 'true' && process.platform === 'linux' && process.getuid?.() === 0 ? 1 : 0; }
  const found = readState(directory);
  const wasUp = found !== undefined && isUp(found);
  const state = await timed('cluster up', () => up({ directory, tier, kubernetes: process.env.PLUMBLINE_KUBERNETES || undefined, say }));
  try {
    return await timed('suites', () => jest(run, { PLUMBLINE_E2E_KUBECONFIG: directory.kubeconfig, PLUMBLINE_E2E_KUBECTL: state.programs.kubectl }));
  } finally {
    if (!run.keep && !wasUp) { await timed('cluster down', () => down(directory)); }
  }
}

function nodePossible(suites: readonly string[]): boolean {
  try {
    requireNode(say);
    return true;
  } catch (error) {
    if (!(error instanceof NodeImpossible)) { throw error; }
    say(`${suites.join(', ')} NOT run: ${error.message}`);
    return false;
  }
}

function jest({ suites }: Run, environment: Record<string, string>): Promise<number> {
  const root = join(__dirname, '..', '..');
  const patterns = suites.map((name) => `suites/${name}\\.test\\.ts$`);
  const { PLUMBLINE_TEST_RESULTS: results } = process.env;
  const report = results === undefined ? [] : ['--json', `--outputFile=${results}`];
  const args = [require.resolve('jest/bin/jest'), '--ci', '--config', join(root, 'e2e', 'jest.config.json'), ...report, ...patterns];
  return new Promise((resolve, reject) => {
    // Stays when the terminal interrupts: jest ends first, then the cluster is taken down.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...environment }, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', ignore);
      resolve(code ?? 1);
    });
  });
}

async function timed<T>(step: string, action: () => Promise<T>): Promise<T> {
  const started = Date.now();
  try {
    return await action();
  } finally {
    say(`${step}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then((code) => { process.exitCode = code; }, (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
