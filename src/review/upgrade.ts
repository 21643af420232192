import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compare, gt, gte, lte, minVersion, valid } from 'semver';
import type { Git } from './git';

const PACKAGE = 'plumbline-scoring';

/** One file a version, `<version>.md`: a list of what its user has to know or do. They come with the package. */
export const NOTES_FOLDER = join(__dirname, '..', '..', 'docs', 'migrations');

/** Another version of Plumbline than at the base. */
export interface Upgrade {
  readonly from: string;
  readonly to: string;
  /** Of every version after `from` up to `to`, the oldest first; of a step back, of those that are left. */
  readonly notes: readonly MigrationNote[];
  /** Why notes up to `to` may be missing, and what to do about it; undefined where all are known. */
  readonly gap?: string;
}

export interface MigrationNote {
  readonly version: string;
  /** One line. */
  readonly text: string;
}

/** Whether a change brings another version of Plumbline, and what that asks for; undefined where it brings none. */
export async function upgradeOf(git: Git, root: string, commit: string): Promise<Upgrade | undefined> {
  const [lockBefore, manifestBefore] = await Promise.all(['package-lock.json', 'package.json'].map((name) => git.ask('show', `${commit}:./${name}`)));
  const [lockAfter, manifestAfter] = ['package-lock.json', 'package.json'].map((name) => textOf(join(root, name)));
  const from = lockedVersion(lockBefore) ?? leastVersion(manifestBefore);
  const to = lockedVersion(lockAfter) ?? leastVersion(manifestAfter);
  return from === undefined || to === undefined || from === to ? undefined : upgradeBetween(from, to, NOTES_FOLDER);
}

/** @param folder where the notes of the versions are */
export function upgradeBetween(from: string, to: string, folder: string): Upgrade {
  const [older, newer] = gt(from, to) ? [to, from] : [from, to];
  if (!existsSync(folder)) { return { from, to, notes: [], gap: `this installation of Plumbline lacks its notes of the versions (${folder}); run npm ci` }; }
  const versions = readdirSync(folder).map((name) => basename(name, '.md')).filter((version) => valid(version) !== null).sort(compare);
  return {
    from,
    to,
    notes: versions.filter((version) => gt(version, older) && lte(version, newer))
      .flatMap((version) => itemsOf(readFileSync(join(folder, `${version}.md`), 'utf8')).map((text) => ({ version, text }))),
    ...versions.some((version) => gte(version, newer)) ? {} : { gap: 'a newer version is named than the one that is installed, which does not know its notes; run npm ci' },
  };
}

/** The items of the list in a file of notes, each as one line. */
export function itemsOf(markdown: string): string[] {
  return markdown.split(/^- /m).slice(1).map((item) => item.replace(/\s+/g, ' ').trim());
}

/** The version that is installed by a lock file of npm; the part of others is done by package.json. */
function lockedVersion(lock: string | undefined): string | undefined {
  const { packages } = parsed(lock) as { packages?: Record<string, { version?: string }> };
  return valid(packages?.[`node_modules/${PACKAGE}`]?.version) ?? undefined;
}

/** The least version that package.json allows; none for what is no range, such as a path. */
function leastVersion(manifest: string | undefined): string | undefined {
  const { dependencies, devDependencies } = parsed(manifest) as Record<string, Record<string, string> | undefined>;
  const range = dependencies?.[PACKAGE] ?? devDependencies?.[PACKAGE];
  try {
    return range === undefined ? undefined : minVersion(range)?.version;
  } catch {
    return undefined;
  }
}

/** What is no JSON tells nothing about versions; npm says so better than a review. */
function parsed(text: string | undefined): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
