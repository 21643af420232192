import type { Paint } from '../azure/arm/what-if-text';

/** Whether a stream shows colours: https://no-color.org */
export function hasColours(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
}

/** Colours for a stream that shows them, else the text as it is. */
export function paintFor(stream: { readonly isTTY?: boolean }): Paint {
  const colour = (code: number) => hasColours(stream) ? (text: string) => `\u001b[${code}m${text}\u001b[0m` : (text: string) => text;
  return { red: colour(31), green: colour(32), yellow: colour(33), dim: colour(2) };
}
