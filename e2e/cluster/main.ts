import { spawnSync } from 'node:child_process';
import { down, isUp, up } from './cluster';
import { identify } from './process-identity';
import { RunDirectory } from './run-directory';
import { readState, type ClusterState } from './state';

const USAGE = `usage: npx projen cluster <command>
  up                 bring the cluster up; PLUMBLINE_KUBERNETES=<minor> chooses the version of Kubernetes
  down               take it down and remove what it wrote
  status             what runs, where, and how to reach it
  kubectl <args...>  kubectl on the cluster; put -- before the arguments where they hold options
`;

const directory = RunDirectory.ofEnvironment();

async function main([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'up': return bringUp();
    case 'down': return takeDown();
    case 'status': return status();
    case 'kubectl': return kubectl(args);
    default:
      process.stderr.write(command === undefined ? USAGE : `there is no command ${command}\n${USAGE}`);
      return 2;
  }
}

async function bringUp(): Promise<number> {
  const started = Date.now();
  const state = await up({ directory, kubernetes: process.env.PLUMBLINE_KUBERNETES || undefined, say });
  say(`Kubernetes ${state.kubernetes} is up after ${seconds(started)} s; export KUBECONFIG=${directory.kubeconfig}`);
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
