import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuilderName, findBuilder, inspectArguments } from './builder';
import { ImageError } from './image-error';
import { outputOf, runProgram } from './run';

export interface PushRequest {
  readonly reference: string;
  readonly builder?: BuilderName;
  readonly options: readonly string[];
  readonly onLine: (line: string) => void;
}

const DIGEST = /sha256:[0-9a-f]{64}/;

/**
 * Pushes an image that was built here.
 *
 * @returns the digest under which the registry has it.
 * @throws ImageError that says what to do.
 */
export async function pushImage({ reference, builder: wanted, options, onLine }: PushRequest): Promise<string> {
  if (!/[.:]|^localhost/.test(reference.split('/')[0])) { throw new ImageError(`${reference} names no registry; say whose with --environment <name>`); }
  const builder = findBuilder(wanted);
  // docker would ask the registry first, and tell what that says.
  if (outputOf(builder, inspectArguments(builder, reference, 'id')) === undefined) { throw new ImageError(absent(reference)); }
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-push-'));
  const digestFile = join(folder, 'digest');
  try {
    const { status, lastLines } = await runProgram(builder, ['push', ...builder === 'docker' ? [] : ['--digestfile', digestFile], ...options, reference], onLine);
    if (status !== 0) { throw new ImageError(explainPush(builder, reference, lastLines)); }
    const said = builder === 'docker' ? outputOf('docker', ['image', 'inspect', '--format', '{{join .RepoDigests "\\n"}}', reference]) : readFileSync(digestFile, 'utf8');
    const digest = digestOf(said ?? '', reference);
    if (digest === undefined) { throw new ImageError(`${builder} pushed ${reference} and did not say under which digest`); }
    return digest;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** docker lists a digest for each repository that the image was pushed to. */
function digestOf(said: string, reference: string): string | undefined {
  const repository = reference.slice(0, reference.lastIndexOf(':'));
  const lines = said.split('\n');
  return DIGEST.exec(lines.find((line) => line.startsWith(`${repository}@`)) ?? lines[0])?.[0];
}

function explainPush(builder: string, reference: string, lines: readonly string[]): string {
  const text = lines.join('\n');
  const registry = reference.split('/')[0];
  if (/unauthorized|authentication required|denied|no basic auth/i.test(text)) {
    return `${registry} refused the push; log in first: az acr login --name ${registry.split('.')[0]}${builder === 'docker' ? '' : ` --expose-token --query accessToken --output tsv | ${builder} login ${registry} --username 00000000-0000-0000-0000-000000000000 --password-stdin`}`;
  }
  if (/no such host|connection refused|i\/o timeout|network is unreachable/i.test(text)) { return `${registry} cannot be reached: ${lines.at(-1)}`; }
  return `${builder} could not push ${reference}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function absent(reference: string): string {
  return `there is no image ${reference} here; build it first: plumbline image build, with the same --environment`;
}
