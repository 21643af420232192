import { plumblineBeside } from '../../test/helpers/plumbline';

export interface Published {
  readonly revision: string;
  readonly artifacts: readonly { readonly url: string; readonly digest: string; readonly pushed: boolean }[];
}

/** Runs `plumbline publish` in a work tree, without anybody's credentials. @throws Error with what it said */
export async function publish(clone: string, environment: string): Promise<Published> {
  const { exitCode, stdout, stderr } = await plumblineBeside(clone, ['publish', environment, '--json', '--no-cache'], { DOCKER_CONFIG: '/nonexistent' });
  if (exitCode !== 0) { throw new Error(stderr); }
  const { environments: [published] } = JSON.parse(stdout) as { environments: Published[] };
  return published;
}

/** Names of the objects in Flux's namespace that read the artifacts which were pushed. */
export function pushedNames({ artifacts }: Published, sharded: boolean): string[] {
  return artifacts.filter(({ pushed }) => pushed)
    .map(({ url }) => /\/shards\/(.+)$/.exec(url)?.[1])
    .map((shard) => shard === undefined ? 'plumbline' : `${sharded ? 'shard' : 'model'}-${shard}`);
}
