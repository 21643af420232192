/** `a, b and c`; after `limit` of them `and 4 more`. */
export function listed(words: readonly string[], limit = Infinity): string {
  const named = words.length > limit ? [...words.slice(0, limit), `${words.length - limit} more`] : words;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)!}`;
}

/** `1 pod`, `3 pods`. */
export function quantity(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A value in a sentence; nothing at all is `none`. */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') { return 'none'; }
  if (Array.isArray(value)) { return value.length === 0 ? 'none' : value.map(shown).join(', '); }
  if (typeof value === 'boolean') { return value ? 'on' : 'off'; }
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
}

/** `2 -> 4`. */
export function fromTo(before: unknown, after: unknown, unit = ''): string {
  return `${shown(before)}${unit} → ${shown(after)}${unit}`;
}

/** `+1 GiB`, `-512 MiB`. */
export function memoryChange(mebibytes: number): string {
  return `${mebibytes > 0 ? '+' : '-'}${memory(Math.abs(mebibytes))}`;
}

/** `1.5 GiB`, `600 MiB`. */
export function memory(mebibytes: number): string {
  return mebibytes >= 1024 ? `${trimmed(mebibytes / 1024)} GiB` : `${trimmed(mebibytes)} MiB`;
}

/** `2.25 cores`. */
export function cores(millicores: number): string {
  return `${trimmed(millicores / 1000)} ${millicores === 1000 ? 'core' : 'cores'}`;
}

export function signed(number: number): string {
  return number > 0 ? `+${trimmed(number)}` : trimmed(number);
}

function trimmed(number: number): string {
  return String(Math.round(number * 100) / 100);
}
