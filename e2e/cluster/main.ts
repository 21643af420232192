import { spawnSync } from 'node:child_process';
import { down, isUp, up } from './cluster';
import { loadImage } from './node/load-image';
import { identify } from './process-identity';
import { RunDirectory } from './run-directory';
import { readState, type ClusterState, type Tier } from './state';

const USAGE = `usage: npx projen cluster <command>
  up [--tier 2]      bring the cluster up; with --tier 2 one with containers, on Linux as root;
                     PLUMBLINE_KUBERNETES=<minor> chooses the version of Kubernetes
  down               take it down and remove what it wrote
  status             what runs, where, and how to reach it
  load-image <name>  give a local image, or a file as "docker save" writes it, to the cluster with containers
  kubectl <args...>  kubectl on the cluster; put -- before the arguments where they hold options
`;

const directory = RunDirectory.ofEnvironment();

async function main([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'up': return bringUp(args);
    case 'down': return takeDown();
    case 'status': return status();
    case 'load-image': return load(args);
    case 'kubectl': return kubectl(args);
    default:
      process.stderr.write(command === undefined ? USAGE : `there is no command ${command}\n${USAGE}`);
      return 2;
  }
}

async function bringUp(args: readonly string[]): Promise<number> {
  const started = Date.now();
  const state = await up({ directory, tier: tierOf(args), kubernetes: process.env.PLUMBLINE_KUBERNETES || undefined, say });
  say(`Kubernetes ${state.kubernetes} is up after ${seconds(started)} s; export KUBECONFIG=${directory.kubeconfig}`);
  if (state.machine) { say(`models are served at ${state.machine.addresses.node}, ports 80 and 443; the registry is ${state.machine.addresses.node}:5000`); }
  return 0;
}

function tierOf(args: readonly string[]): Tier {
  const words = args.filter((arg) => arg !== '--').join(' ');
  const tier = { '': 1, '--tier 1': 1, '--tier=1': 1, '--tier 2': 2, '--tier=2': 2 }[words];
  if (tier === undefined) { throw new Error(`up knows --tier 1 and --tier 2, and not "${words}"`); }
  return tier as Tier;
}

async function load(args: readonly string[]): Promise<number> {
  const [image] = args.filter((arg) => arg !== '--');
  const { machine } = runningCluster();
  if (image === undefined) { throw new Error('load-image needs the name of an image, or of a file'); }
  if (machine === undefined) { throw new Error('the cluster that is up runs no containers; bring up one that does with "npx projen cluster up --tier 2"'); }
  say(await loadImage(machine, image));
  return 0;
}

async function takeDown(): Promise<number> {
  const started = Date.now();
  say(await down(directory) ? `down after ${seconds(started)} s` : 'there is no cluster to take down');
  return 0;
}

function status(): number {
  const state = readState(directory);
  if (!state) {
    say('there is no cluster');
    return 1;
  }
  say(`Kubernetes ${state.kubernetes}, ${isUp(state) ? 'up' : 'not up: "npx projen cluster up" clears away what is left'}`);
  for (const { name, pid, started } of state.processes) {
    say(`${name.padEnd(24)} ${identify(pid)?.started === started ? `process ${pid}` : 'not running'.padEnd(15)}  ${directory.log(name)}`);
  }
  say(`KUBECONFIG=${directory.kubeconfig}`);
  return isUp(state) ? 0 : 1;
}

function kubectl(args: readonly string[]): number {
  const state = runningCluster();
  const { status: code } = spawnSync(state.programs.kubectl, args[0] === '--' ? args.slice(1) : args, {
    env: { ...process.env, KUBECONFIG: directory.kubeconfig }, stdio: 'inherit',
  });
  return code ?? 1;
}

function runningCluster(): ClusterState {
  const state = readState(directory);
  if (!state || !isUp(state)) { throw new Error('the cluster is not up; bring it up with "npx projen cluster up"'); }
  return state;
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).then((code) => { process.exitCode = code; }, (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
