import { type Artifact, pushArtifact, type PushedArtifact, type PushOptions } from './push-artifact';
import { parseOciUrl } from './reference';
import { Registry } from './registry';

export interface PublishOptions extends PushOptions {
  readonly onArtifact?: (done: number, all: number) => void;
}

/** Registries answer in tens of milliseconds and limit how much they are asked. */
const AT_ONCE = 8;

/** Pushes what is not in the registry yet; the last artifact only when all others are there. @throws PublishError */
export async function publish(artifacts: readonly Artifact[], { onArtifact, ...options }: PublishOptions): Promise<PushedArtifact[]> {
  const registries = new Map<string, Registry>();
  const pushed: PushedArtifact[] = [];
  const push = async (artifact: Artifact) => {
    const { host } = parseOciUrl(artifact.url);
    const registry = registries.get(host) ?? new Registry(host);
    registries.set(host, registry);
    const found = await pushArtifact(registry, artifact, options);
    pushed.push(found);
    onArtifact?.(pushed.length, artifacts.length);
  };
  const waiting = artifacts.slice(0, -1);
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) { await push(next); }
  }));
  await push(artifacts.at(-1)!);
  return pushed.sort((left, right) => (left.url < right.url ? -1 : 1));
}
