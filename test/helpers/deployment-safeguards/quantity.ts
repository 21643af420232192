const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** What each suffix multiplies by: thousands from nano up, or powers of 1024. */
const FACTORS = new Map([
  ...DECIMAL.map((suffix, index): [string, number] => [suffix, 1000 ** (index - DECIMAL.indexOf(''))]),
  ...BINARY.map((suffix, index): [string, number] => [suffix, 1024 ** (index + 1)]),
]);

/** Cores or bytes of a Kubernetes quantity; NaN for what is none. */
export function quantityAmount(quantity: string | number): number {
  const parts = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([KMGTPE]i|[numkMGTPE])?$/.exec(String(quantity));
  return parts ? Number(parts[1]) * FACTORS.get(parts[2] ?? '')! : NaN;
}
