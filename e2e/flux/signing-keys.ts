import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { SigningTool } from '../../src/publish/sign';
import { builtTools } from '../tools/build';

const run = promisify(execFile);

/** Somebody who signs, with a key made by the tool itself. */
export interface Signer {
  /** For `plumbline publish`. */
  readonly flags: readonly string[];
  /** In which the tool is found, and its keys are. */
  readonly env: Readonly<Record<string, string>>;
  /** Data of a Secret that has Flux trust this signer and nobody else. */
  readonly trust: Readonly<Record<string, string>>;
}

/** Makes a key in a folder of its own. @param name of the key */
export async function makeSigner(tool: SigningTool, name: string, parent: string): Promise<Signer> {
  const folder = join(parent, `${tool}-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const program = (await builtTools([tool]))[tool];
  const env = { PATH: `${dirname(program)}:${process.env.PATH}`, HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), COSIGN_PASSWORD: '' };
  const options = { cwd: folder, env };
  if (tool === 'cosign') {
    await run(program, ['generate-key-pair', '--output-key-prefix', name], options);
    const key = join(folder, `${name}.key`);
    return { flags: ['--sign', tool, '--key', key], env, trust: { [`${name}.pub`]: readFileSync(join(folder, `${name}.pub`), 'utf8') } };
  }
  await run(program, ['certificate', 'generate-test', name], options);
  const certificate = join(folder, 'config', 'notation', 'localkeys', `${name}.crt`);
  return { flags: ['--sign', tool, '--key', name], env, trust: { [`${name}.crt`]: readFileSync(certificate, 'utf8'), 'trustpolicy.json': JSON.stringify(policy()) } };
}

/** https://github.com/notaryproject/specifications/blob/v1.0.0/specs/trust-store-trust-policy.md; who is trusted are the Secret's certificates. */
function policy(): object {
  return {
    version: '1.0',
    trustPolicies: [{
      name: 'flux', registryScopes: ['*'], signatureVerification: { level: 'strict' }, trustStores: ['ca:flux'], trustedIdentities: ['*'],
    }],
  };
}
