export interface Row {
  readonly what: string;
  readonly milliseconds: number;
  readonly peakMemoryMiB?: number;
  /** What the time is held against, and how many times as long or as short it is. */
  readonly ratio?: string;
}

/** Rows as text, in columns. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['', 'seconds', 'peak MiB', 'ratio'],
    ...rows.map(({ what, milliseconds, peakMemoryMiB, ratio }) => [
      what, (milliseconds / 1000).toFixed(2), peakMemoryMiB === undefined ? '' : peakMemoryMiB.toFixed(0), ratio ?? '',
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map(([what, seconds, memory, ratio]) =>
    `${what.padEnd(widths[0])}  ${seconds.padStart(widths[1])}  ${memory.padStart(widths[2])}  ${ratio}`.trimEnd()).join('\n');
}
