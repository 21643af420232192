import { execFile } from 'node:child_process';
import { PublishError } from './publish-error';
import { parseOciUrl } from './reference';
import type { Registry } from './registry';
import { isPlainHttp } from '../spec/oci-address';

export type SigningTool = 'cosign' | 'notation';

export interface Signing {
  readonly tool: SigningTool;
  /** cosign: file, KMS address or environment variable of a key; empty for keyless signing. notation: name of a key. */
  readonly key: string;
  /** Signs what has a signature already once more, as after a change of the key. */
  readonly again: boolean;
}

const INSTALL: Readonly<Record<SigningTool, string>> = {
  cosign: 'https://docs.sigstore.dev/cosign/system_config/installation/',
  notation: 'https://notaryproject.dev/docs/user-guides/installation/cli/',
};

/** What signatures are called where they are listed as referrers of what they sign. */
const SIGNATURE_TYPES: Readonly<Record<SigningTool, RegExp>> = {
  cosign: /^application\/vnd\.dev\.(?:sigstore|cosign)\./,
  notation: /^application\/vnd\.cncf\.notary\.signature$/,
};

/** Signs an artifact by its digest. @throws PublishError where the tool is missing or refuses */
export function sign({ tool, key }: Pick<Signing, 'tool' | 'key'>, url: string, digest: string): Promise<void> {
  const { host, repository } = parseOciUrl(url);
  const target = `${host}/${repository}@${digest}`;
  const args = tool === 'cosign' ? cosignArguments(key) : notationArguments(key, host);
  return new Promise((resolve, reject) => {
    execFile(tool, ['sign', ...args, target], (error, _stdout, stderr) => {
      if (!error) { resolve(); return; }
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      const reason = isMissing
        ? `${tool} is not installed (${INSTALL[tool]})`
        : `${tool} did not sign ${target}: ${stderr.trim().split('\n').at(-1)}`;
      reject(new PublishError(`${reason}; what is not signed got no tag, so Flux keeps what it has`));
    });
  });
}

/**
 * With a key nothing goes to the public log, where everybody reads the names of what is signed: Flux does not look there for a key
 * (https://fluxcd.io/flux/components/source/ocirepositories/#public-keys). The format is the one that Flux 2.7 and later read.
 */
function cosignArguments(key: string): string[] {
  return ['--yes', ...key === '' ? [] : ['--key', key, '--tlog-upload=false', '--use-signing-config=false', '--new-bundle-format=false']];
}

/** A registry that speaks plain http to everything else here does so to notation, too. */
function notationArguments(key: string, host: string): string[] {
  return [...key === '' ? [] : ['--key', key], ...isPlainHttp(host) ? ['--insecure-registry'] : []];
}

/** Whether there is a signature by that tool, whoever made it. */
export async function isSigned(registry: Registry, { tool }: Signing, repository: string, digest: string): Promise<boolean> {
  // Where cosign puts signatures unless it is told otherwise: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
  if (tool === 'cosign' && await registry.manifest({ repository }, `${digest.replace(':', '-')}.sig`) !== undefined) { return true; }
  return (await registry.referrers(repository, digest)).some((type) => SIGNATURE_TYPES[tool].test(type));
}
