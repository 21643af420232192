import { readFileSync, writeFileSync } from 'node:fs';

/** Values by their path under /proc/sys. */
export type Settings = Readonly<Record<string, string>>;

/**
 * Settings of the kernel that no namespace has for itself, and the least that the node needs: cAdvisor, containerd, CoreDNS and Traefik watch files, all
 * for the same user.
 */
const LEAST: Readonly<Record<string, number>> = { 'fs/inotify/max_user_instances': 1024 };

/** Raises what is too low. @param record called with what the settings were, before they are changed */
export function raiseSettings(record: (settings: Settings) => void): void {
  const low = Object.entries(LEAST).map(([name, least]) => ({ name, least, found: readFileSync(pathOf(name), 'utf8').trim() })).filter(({ least, found }) => Number(found) < least);
  record(Object.fromEntries(low.map(({ name, found }) => [name, found])));
  for (const { name, least } of low) { writeFileSync(pathOf(name), `${least}`); }
}

/** Sets back what was raised, unless somebody has set it to something else since. */
export function restoreSettings(settings: Settings): void {
  for (const [name, value] of Object.entries(settings)) {
    if (readFileSync(pathOf(name), 'utf8').trim() === `${LEAST[name]}`) { writeFileSync(pathOf(name), value); }
  }
}

function pathOf(name: string): string {
  return `/proc/sys/${name}`;
}
