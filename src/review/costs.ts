import type { NodeChange, PoolChange } from './pools';

/** List prices of VM sizes, and where and when they were read. */
export interface PriceTable {
  readonly source: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly currency: string;
  /** Price of an hour by VM size. */
  readonly hourly: Readonly<Record<string, number>>;
}

/** Hours of a month, as Azure's price pages count (https://azure.microsoft.com/pricing/calculator/). */
export const HOURS_OF_A_MONTH = 730;

/** What the pools' smallest and largest sizes cost more or less in a month; a size without a price is named and never guessed. */
export function costChange({ pools }: NodeChange, { source, date, currency, hourly }: PriceTable): string | undefined {
  const changed = pools.filter(({ minCount, maxCount }) => minCount !== 0 || maxCount !== 0);
  if (changed.length === 0) { return undefined; }
  const unknown = changed.filter(({ vmSize }) => !Object.hasOwn(hourly, vmSize)).map(({ vmSize }) => vmSize);
  if (unknown.length > 0) { return `no price for ${unknown.join(', ')} in ${source} of ${date}`; }
  const monthly = (count: (pool: PoolChange) => number) =>
    changed.reduce((sum, pool) => sum + count(pool) * hourly[pool.vmSize] * HOURS_OF_A_MONTH, 0);
  const [least, most] = [monthly(({ minCount }) => minCount), monthly(({ maxCount }) => maxCount)];
  return `${amount(least)} to ${amount(most)} ${currency} a month at list price (${source}, ${date})`;
}

function amount(value: number): string {
  return `${value >= 0 ? '+' : '-'}${Math.abs(Math.round(value))}`;
}

/** @throws TypeError with a sentence, where a table is not one */
export function parsePrices(value: unknown): PriceTable {
  const table = value as Partial<PriceTable> | null;
  const isText = (text: unknown) => typeof text === 'string' && text !== '';
  const hourly = table?.hourly;
  const areNumbers = typeof hourly === 'object' && hourly !== null && Object.values(hourly).every((price) => typeof price === 'number' && price >= 0);
  if (!isText(table?.source) || !isText(table?.date) || !isText(table?.currency) || !areNumbers) {
    throw new TypeError('a price table has the fields source, date, currency and hourly (a number for each VM size)');
  }
  return table as PriceTable;
}
