import { assembleRepository, type Repository } from '../assemble';
import { parseSpecFile, type ParsedFile } from '../parse-file';
import { decodeText } from './decode';
import { readSpecFiles, type SourceFile } from './read-files';

export interface LoadOptions {
  /** `YYYY-MM-DD`: Kubernetes versions are judged by it. */
  readonly today: string;
  /** How one file is parsed: `parseSpecFile`, or something that remembers what it said of the same bytes. */
  readonly parse?: (file: SourceFile) => ParsedFile;
}

/** Loads and validates every spec under a root. Problems are returned and not thrown; an error of the disk itself is thrown. */
export function loadRepository(root: string, { today, parse = parseSpecFile }: LoadOptions): Repository {
  const { files, problems } = readSpecFiles(root);
  const byName = new Map(files.map((source) => [source.file, source]));
  return assembleRepository(files.map(parse), { today, problems, textOf: (file) => decodeText(byName.get(file)!.bytes) ?? '' });
}
