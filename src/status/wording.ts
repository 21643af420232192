/** A message of Kubernetes or R on one line, not longer than a person reads. */
export function oneLine(text: string, limit = 240): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}

/** `3 d`, `2 h`, `5 min`, `just now`. */
export function ago(since: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(since)) / 60_000);
  if (!(minutes >= 1)) { return 'just now'; }
  if (minutes < 120) { return `${minutes} min`; }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** The last thing that was written, in the words of who wrote it: of a line of the gateway's JSON its text or its error, R's own lines first. */
export function lastWords(log: string | undefined): string | undefined {
  const lines = (log ?? '').split('\n').filter((line) => line.trim() !== '').map(parsed);
  const ofR = lines.filter(({ event }) => event === 'r').at(-1);
  const found = ofR ?? lines.at(-1);
  return found === undefined ? undefined : oneLine(found.text);
}

function parsed(line: string): { event?: string; text: string } {
  try {
    const entry = JSON.parse(line) as { event?: string; line?: string; error?: string; message?: string; reason?: string };
    if (typeof entry !== 'object' || entry === null) { return { text: line }; }
    const said = entry.line ?? entry.error ?? entry.message ?? entry.reason;
    return { event: entry.event, text: entry.event === 'r' ? said ?? '' : [entry.event, said].filter((part) => part !== undefined).join(': ') };
  } catch {
    return { text: line };
  }
}
