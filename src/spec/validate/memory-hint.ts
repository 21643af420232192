const UNITS: Readonly<Record<string, { readonly mebibytes: number; readonly unit: 'Mi' | 'Gi'; readonly per: number }>> = {
  k: { mebibytes: 1 / 1024, unit: 'Mi', per: 1 },
  m: { mebibytes: 1, unit: 'Mi', per: 1 },
  g: { mebibytes: 1024, unit: 'Gi', per: 1024 },
  t: { mebibytes: 1024 * 1024, unit: 'Gi', per: 1024 },
};

/** What to write for an amount of memory in another notation, as the end of an error: `; write 600Mi`. */
export function memoryHint(found: unknown): string {
  const [, digits, letters] = /^\s*([0-9]*\.?[0-9]+)\s*([A-Za-z]*)\s*$/.exec(String(found)) ?? [];
  if (digits === undefined) return '; write for example 600Mi or 2Gi';
  const amount = Number(digits);
  const scale = UNITS[letters.charAt(0).toLowerCase()];
  if (amount === 0) return '; write at least 1Mi';
  if (letters === '') return `; write ${Math.ceil(amount)}Mi for mebibytes or ${Math.ceil(amount)}Gi for gibibytes`;
  if (scale === undefined) return '; write for example 600Mi or 2Gi';
  const mebibytes = amount * scale.mebibytes;
  return Number.isInteger(mebibytes / scale.per) ? `; write ${mebibytes / scale.per}${scale.unit}` : `; write ${Math.max(1, Math.ceil(mebibytes))}Mi`;
}
