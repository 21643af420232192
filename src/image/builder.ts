import { spawnSync } from 'node:child_process';
import { ImageError } from './image-error';

/** Programs that build images on this machine, in the order in which they are looked for. */
export const BUILDERS = ['docker', 'podman', 'buildah'] as const;
export type BuilderName = (typeof BUILDERS)[number];

export interface BuildRequest {
  /** Folder with Dockerfile in it. */
  readonly context: string;
  /** References that the image gets. */
  readonly tags: readonly string[];
  readonly args: Readonly<Record<string, string>>;
  /** Time of every file of the image, in seconds since 1970. */
  readonly sourceDateEpoch: number;
  /** Options of the program itself, as they are. */
  readonly options: readonly string[];
}

/**
 * The first program that is there and works, or the one that was asked for.
 *
 * @throws ImageError that says what to install.
 */
export function findBuilder(wanted?: BuilderName): BuilderName {
  for (const name of wanted === undefined ? BUILDERS : [wanted]) {
    // docker's version asks its daemon, and fails without one; the others have none.
    const { status, error } = spawnSync(name, name === 'docker' ? ['version', '--format', '{{.Server.Version}}'] : ['--version'], { stdio: 'ignore', timeout: 20_000, env: process.env });
    if (error === undefined && status === 0) { return name; }
  }
  throw new ImageError(wanted === undefined
    ? 'no docker with a daemon that answers, no podman and no buildah was found; install one of them, or build in Azure with --acr'
    : `${wanted} was not found, or its daemon does not answer`);
}

/** Arguments of a build with a program. */
export function buildArguments(builder: BuilderName, { context, tags, args, sourceDateEpoch, options }: BuildRequest): string[] {
  const buildArgs = Object.entries({ ...args, SOURCE_DATE_EPOCH: String(sourceDateEpoch) }).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  // docker reads the time from the argument SOURCE_DATE_EPOCH (https://docs.docker.com/build/ci/github-actions/reproducible-builds/).
  const time = builder === 'docker' ? [] : ['--timestamp', String(sourceDateEpoch)];
  // OCI's format knows no SHELL or HEALTHCHECK, which these files do not use.
  const format = builder === 'docker' ? [] : ['--format', 'oci'];
  return [builder === 'buildah' ? 'bud' : 'build', ...format, ...time, ...options, ...buildArgs, ...tags.flatMap((tag) => ['--tag', tag]), '--file', `${context}/Dockerfile`, context];
}

/** Arguments that print the image's id, which follows from its content, or its size in bytes. */
export function inspectArguments(builder: BuilderName, tag: string, what: 'id' | 'size'): string[] {
  if (builder === 'buildah') {
    return what === 'id' ? ['inspect', '--type', 'image', '--format', '{{.FromImageID}}', tag] : ['images', '--format', '{{.Size}}', tag];
  }
  return ['image', 'inspect', '--format', what === 'id' ? '{{.Id}}' : '{{.Size}}', tag];
}
