const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATETIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d{1,9})?))?(Z|[+-]\d{2}:?\d{2})?$/;

/** Days since 1970-01-01 of `YYYY-MM-DD`; undefined when it is no date of the calendar. */
export function parseDate(text: string): number | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 86_400_000 : undefined;
}

/** Seconds since 1970-01-01 00:00 UTC of an ISO 8601 time; without an offset it is taken as UTC. */
export function parseDatetime(text: string): number | undefined {
  const match = DATETIME.exec(text);
  if (match === null) return undefined;
  const days = parseDate(match[1]);
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (days === undefined || hour > 23 || minute > 59 || second >= 61) return undefined;
  return days * 86_400 + hour * 3600 + minute * 60 + second - offsetSeconds(match[5] ?? 'Z');
}

function offsetSeconds(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.slice(1).replace(':', '');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return offset.startsWith('-') ? -seconds : seconds;
}

export function formatDate(days: number): string {
  return new Date(Math.floor(days) * 86_400_000).toISOString().replace(/T.*$/, '');
}

/** Up to the microsecond, which is as far as seconds since 1970 fit a double. */
export function formatDatetime(seconds: number): string {
  const whole = Math.floor(seconds);
  const micro = Math.round((seconds - whole) * 1e6);
  const carried = micro === 1_000_000;
  const base = new Date((carried ? whole + 1 : whole) * 1000).toISOString().slice(0, -5);
  if (micro === 0 || carried) return `${base}Z`;
  return `${base}.${String(micro).padStart(6, '0').replace(/0+$/, '')}Z`;
}
