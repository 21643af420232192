import { plumblineBeside } from '../../test/helpers/plumbline';

export interface Published {
  readonly revision: string;
  readonly artifacts: readonly { readonly url: string; readonly digest: string; readonly pushed: boolean }[];
}

export interface PublishOptions {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `plumbline publish` in a work tree, without anybody's credentials. @throws Error with what it said */
export async function publish(clone: string, environment: string, { flags = [], env = {} }: PublishOptions = {}): Promise<Published> {
  const args = ['publish', environment, '--json', '--no-cache', ...flags];
  const { exitCode, stdout, stderr } = await plumblineBeside(clone, args, { DOCKER_CONFIG: '/nonexistent', ...env });
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
