/** Mebibytes of an amount that the schema accepted: `600Mi` is 600, `2Gi` is 2048. */
export function mebibytes(text: string): number {
  return text.endsWith('Gi') ? Number.parseInt(text, 10) * 1024 : Number.parseInt(text, 10);
}
