import { createHash } from 'node:crypto';
import type { Git } from './git';
import { isSpecFile } from './spec-file';
import { assembleRepository, formatProblem, type ParsedFile, type Repository, type SourceFile } from '../spec';
import { decodeText } from '../spec/load/decode';
import { parseSpecFile } from '../spec/parse-file';

/** The specs of a commit as far as they can be read, and what could not be. */
export interface BaseSpecs {
  readonly repository: Repository;
  readonly notes: readonly string[];
}

/** Errors of files take files out, which may make errors of others; more rounds than kinds of spec are never needed. */
const MOST_ROUNDS = 4;

/** Reads the specs of a commit. A file that is the same in the working tree is not read again. */
export async function readBaseSpecs(
  git: Git, commit: string, here: readonly SourceFile[], repository: Repository, today: string,
): Promise<BaseSpecs> {
  const files = (await git.files(commit, ['environments', 'models'])).filter(({ path }) => isSpecFile(path));
  const known = new Map(here.map((source) => [source.file, source]));
  const changed = files.filter(({ path, id }) => {
    const source = known.get(path);
    return source === undefined || blobId(source.bytes, id.length) !== id;
  });
  const contents = await git.blobs(changed.map(({ id }) => id));
  const bytesOf = new Map(changed.map(({ path }, index) => [path, contents[index]]));
  const parsedHere = new Map<string, ParsedFile>([
    ...repository.environments.map(({ file, value }): [string, ParsedFile] => [file, { kind: 'Environment', file, value, name: value.metadata.name, problems: [] }]),
    ...repository.models.map(({ file, value }): [string, ParsedFile] => [file, { kind: 'Model', file, value, name: value.metadata.name, problems: [] }]),
  ]);
  const parsed = files.map(({ path }): ParsedFile => {
    const bytes = bytesOf.get(path);
    const same = bytes === undefined ? parsedHere.get(path) : undefined;
    return same ?? parseSpecFile({ kind: path.startsWith('models/') ? 'Model' : 'Environment', file: path, bytes: bytes ?? known.get(path)!.bytes });
  });
  const textOf = (file: string) => decodeText(bytesOf.get(file) ?? known.get(file)!.bytes) ?? '';
  return assembleReadable(parsed, today, textOf);
}

/** Leaves out the files that have errors, and those that have one because of that. */
function assembleReadable(parsed: readonly ParsedFile[], today: string, textOf: (file: string) => string): BaseSpecs {
  const notes: string[] = [];
  let files = parsed;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const repository = assembleRepository(files, { today, textOf });
    if (repository.errors.length === 0) { return { repository, notes }; }
    const broken = new Set(repository.errors.map(({ file }) => file));
    notes.push(...[...broken].map((file) => `at the base ${formatProblem(repository.errors.find((error) => error.file === file)!)}; what the file says now is reviewed as new`));
    files = files.filter(({ file }) => !broken.has(file));
  }
  return { repository: assembleRepository([], { today, textOf }), notes: [...notes, 'the specs at the base can\'t be read together; everything is reviewed as new'] };
}

/** Git's name for a content (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects). */
function blobId(bytes: Uint8Array, length: number): string {
  return createHash(length === 64 ? 'sha256' : 'sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
