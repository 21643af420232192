const NUMBERS = new Intl.NumberFormat('en-US');

/** `1,000 models`, `1 model`. */
export function counted(count: number, noun: string): string {
  return `${NUMBERS.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}
