import { setTimeout as sleep } from 'node:timers/promises';
import { machineOf, READY, type Component, type Surroundings } from './component';
import { isAlive, type ProcessIdentity } from './process-identity';
import { launch, tail } from './processes';
import type { Programs } from '../tools/build';

const READY_SECONDS = 90;
const POLL_MILLISECONDS = 150;

export interface StartOptions {
  readonly components: readonly Component[];
  readonly programs: Programs;
  /** Called with each process as soon as it exists. */
  readonly record: (name: string, identity: ProcessIdentity) => void;
  readonly say: (line: string) => void;
  readonly interrupted: AbortSignal;
}

/** Configures and starts components, each when those before it are ready, and waits until all are. */
export async function startAll(surroundings: Surroundings, { components, programs, record, say, interrupted }: StartOptions): Promise<void> {
  const ready = new Map<string, Promise<void>>();
  const start = async (component: Component) => {
    await component.configure?.(surroundings);
    await Promise.all(component.after.map((name) => ready.get(name)));
    interrupted.throwIfAborted();
    const started = Date.now();
    const log = surroundings.directory.log(component.name);
    const command = [...component.command ?? [programs[component.name]], ...component.arguments(surroundings)];
    const [program, ...args] = component.on === 'node' ? machineOf(surroundings).enter(...command) : command;
    const identity = await launch({
      program,
      arguments: args,
      environment: component.environment?.(surroundings) ?? {},
      directory: surroundings.directory.data(component.name),
      log,
    });
    record(component.name, identity);
    await becomesReady(component, identity, surroundings, interrupted);
    say(`${component.name} is ready after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  };
  for (const component of components) { ready.set(component.name, start(component)); }
  // All settle before the first failure is told, so that no component is started after the clean-up.
  const results = await Promise.allSettled(ready.values());
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) { throw failed.reason; }
}

async function becomesReady(component: Component, identity: ProcessIdentity, surroundings: Surroundings, interrupted: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_SECONDS * 1000;
  const log = surroundings.directory.log(component.name);
  for (;;) {
    interrupted.throwIfAborted();
    const answer = await component.readiness(surroundings);
    if (!isAlive(identity)) { throw new Error(`${component.name} ended while it started; the end of its log:\n${tail(log)}`); }
    if (answer === READY) { return; }
    if (Date.now() > deadline) { throw new Error(`${component.name} is not ready after ${READY_SECONDS} s: ${answer}\nthe end of its log:\n${tail(log)}`); }
    await sleep(POLL_MILLISECONDS);
  }
}
