import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, isServed } from './context';
import { ImageError } from './image-error';
import { packagesInCode } from './r-code';

/** Come with R itself, in r-base-core. */
const BASE = new Set([
  'base', 'compiler', 'datasets', 'grDevices', 'graphics', 'grid', 'methods', 'parallel', 'splines', 'stats', 'stats4', 'tcltk', 'tools', 'utils',
]);

const ANNOTATED = /^\s*#[*']\s*@(?:get|post|put|delete|patch|head|options|use|plumber)\b/m;

/** Serializers and parsers of plumber, by annotation or by function. */
const FORMAT = /^\s*#[*']\s*@(?:serializer|parser)\s+(\w+)|\b(?:serializer|parser)_([a-z]+)\(/gm;

/** Which packages those want that plumber does not bring (its reference: https://www.rplumber.io/reference/serializers.html, parsers.html). */
const OF_FORMATS: ReadonlyMap<string, string> = new Map(Object.entries({
  csv: 'readr', tsv: 'readr', feather: 'arrow', parquet: 'arrow', yaml: 'yaml', geojson: 'geojsonsf', htmlwidget: 'htmlwidgets',
}));

export interface NeededPackages {
  /** R packages beyond R's own, sorted. */
  readonly names: readonly string[];
  /** For each of them, where the need was read. */
  readonly reasons: ReadonlyMap<string, string>;
}

interface Session {
  readonly needs?: readonly string[];
}

/**
 * The R packages that a model needs: DESCRIPTION's Depends and Imports, library(), require(), requireNamespace(), loadNamespace() and :: in its code, what
 * its session.json says of the model's class, and plumber with what its formats want for an annotated service.R.
 */
export function neededPackages(folder: string, more: readonly string[] = []): NeededPackages {
  const reasons = new Map<string, string>();
  const need = (names: Iterable<string>, reason: string) => {
    for (const name of names) {
      if (!BASE.has(name) && !reasons.has(name)) { reasons.set(name, reason); }
    }
  };
  need(more, '--package');
  const files = filesBelow(folder).filter(isServed);
  for (const file of files) {
    if (!/\.[Rr]$/.test(file)) { continue; }
    const code = readFileSync(join(folder, file), 'utf8');
    need(packagesInCode(code), file);
    if (ANNOTATED.test(code)) { need(['plumber', ...packagesOfFormats(code)], `${file}'s annotations`); }
  }
  if (files.includes('DESCRIPTION')) { need(importsOf(readFileSync(join(folder, 'DESCRIPTION'), 'utf8')), 'DESCRIPTION'); }
  need(sessionOf(folder)?.needs ?? [], 'session.json');
  return { names: [...reasons.keys()].sort(), reasons };
}

const packagesOfFormats = (code: string): string[] =>
  [...code.matchAll(FORMAT)].map(([, annotated, called]) => OF_FORMATS.get(annotated ?? called)).filter((name) => name !== undefined);

function sessionOf(folder: string): Session | undefined {
  const path = join(folder, 'session.json');
  if (!existsSync(path)) { return undefined; }
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Session;
  } catch (error) {
    throw new ImageError(`${path} is no JSON (${(error as Error).message}); record_session() writes it`);
  }
}

/** Depends and Imports of a DESCRIPTION file (https://cran.r-project.org/doc/manuals/R-exts.html#Package-Dependencies). */
function importsOf(text: string): string[] {
  const fields = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return fields.flatMap((field) => /^(?:Depends|Imports): *(.*)$/.exec(field)?.[1].split(',') ?? [])
    .map((item) => item.replace(/\(.*$/, '').trim()).filter((name) => name !== '' && name !== 'R');
}

/** Debian's name of a CRAN package (https://wiki.debian.org/R/Packaging). */
export const debianName = (name: string): string => `r-cran-${name.toLowerCase()}`;
