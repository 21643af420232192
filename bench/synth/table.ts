export interface Row {
  readonly what: string;
  readonly milliseconds: number;
  readonly processorMilliseconds?: number;
  readonly peakMemoryMiB?: number;
  /** What the time is held against, and how many times as long or as short it is. */
  readonly ratio?: string;
}

/** Rows as text, in columns. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['', 'seconds', 'processor', 'peak MiB', 'ratio'],
    ...rows.map(({ what, milliseconds, processorMilliseconds, peakMemoryMiB, ratio }) => [
      what,
      (milliseconds / 1000).toFixed(2),
      processorMilliseconds === undefined ? '' : (processorMilliseconds / 1000).toFixed(2),
      peakMemoryMiB === undefined ? '' : peakMemoryMiB.toFixed(0),
      ratio ?? '',
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map(([what, seconds, processor, memory, ratio]) =>
    `${what.padEnd(widths[0])}  ${seconds.padStart(widths[1])}  ${processor.padStart(widths[2])}  ${memory.padStart(widths[3])}  ${ratio}`.trimEnd()).join('\n');
}
