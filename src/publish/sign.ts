import { execFile } from 'node:child_process';
import { PublishError } from './publish-error';
import { parseOciUrl } from './reference';

export type SigningTool = 'cosign' | 'notation';

export interface Signing {
  readonly tool: SigningTool;
  /** cosign: file, KMS address or environment variable of a key; empty for keyless signing. notation: name of a key. */
  readonly key: string;
}

const INSTALL: Readonly<Record<SigningTool, string>> = {
  cosign: 'https://docs.sigstore.dev/cosign/system_config/installation/',
  notation: 'https://notaryproject.dev/docs/user-guides/installation/cli/',
};

/** Signs an artifact by its digest. @throws PublishError where the tool is missing or refuses */
export function sign({ tool, key }: Signing, url: string, digest: string): Promise<void> {
  const { host, repository } = parseOciUrl(url);
  const target = `${host}/${repository}@${digest}`;
  const args = tool === 'cosign' ? ['sign', '--yes', ...key === '' ? [] : ['--key', key], target] : ['sign', ...key === '' ? [] : ['--key', key], target];
  return new Promise((resolve, reject) => {
    execFile(tool, args, (error, _stdout, stderr) => {
      if (!error) { resolve(); return; }
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      const reason = isMissing
        ? `${tool} is not installed (${INSTALL[tool]}); everything is pushed, and Flux takes nothing unsigned where gitops.verify says so`
        : `${tool} did not sign ${target}: ${stderr.trim().split('\n').at(-1)}`;
      reject(new PublishError(reason));
    });
  });
}
