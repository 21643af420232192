/** Plain charts as SVG, readable in a browser and in a repository's pages, on light and dark ground. */

const WIDTH = 720;
const LABELS = 250;
const BAR = 18;
const GAP = 6;
const COLOURS = ['#3b7dd8', '#d8813b', '#4c9a5b', '#8a63b8'];

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Which colour: an index of the legend. */
  readonly kind: number;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

function page(title: string, height: number, body: string): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12" role="img" aria-label="${escape(title)}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`, `<text x="12" y="22" font-size="14" font-weight="bold">${escape(title)}</text>`, body, '</svg>', '',
  ].join('\n');
}

function legend(names: readonly string[], y: number): string {
  return names.map((name, index) => `<rect x="${12 + index * 230}" y="${y - 10}" width="12" height="12" fill="${COLOURS[index]}"/><text x="${30 + index * 230}" y="${y}">${escape(name)}</text>`).join('\n');
}

/** Horizontal bars with their values; `logarithmic` where they span decades. */
export function bars(title: string, values: readonly Bar[], kinds: readonly string[], logarithmic = false): string {
  const top = kinds.length > 1 ? 52 : 36;
  const largest = Math.max(...values.map(({ value }) => value));
  const smallest = Math.min(...values.map(({ value }) => value), largest / 10);
  const room = WIDTH - LABELS - 80;
  const share = (value: number) => (logarithmic ? 0.04 + 0.96 * (Math.log(value / smallest) / Math.log(largest / smallest)) : value / largest);
  const length = (value: number): number => Math.max(1, share(value) * room);
  const rows = values.map(({ label, value, kind }, index) => {
    const y = top + index * (BAR + GAP);
    return `<text x="${LABELS - 8}" y="${y + 13}" text-anchor="end">${escape(label)}</text><rect x="${LABELS}" y="${y}" width="${length(value).toFixed(1)}" height="${BAR}" fill="${COLOURS[kind]}"/>`
      + `<text x="${(LABELS + length(value) + 6).toFixed(1)}" y="${y + 13}">${short(value)}</text>`;
  });
  return page(title, top + values.length * (BAR + GAP) + 8, [kinds.length > 1 ? legend(kinds, 40) : '', ...rows].join('\n'));
}

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Lines over a logarithmic x axis, y from 0, with the values written at the points. */
export function lines(title: string, xLabel: string, drawn: readonly Line[]): string {
  const [height, left, right, top, bottom] = [320, 50, 30, 60, 44];
  const xs = drawn.flatMap(({ points }) => points.map(([x]) => x));
  const most = Math.max(...drawn.flatMap(({ points }) => points.map(([, y]) => y))) * 1.1;
  const [from, to] = [Math.log(Math.min(...xs)), Math.log(Math.max(...xs))];
  const x = (value: number): number => left + ((Math.log(value) - from) / (to - from)) * (WIDTH - left - right);
  const y = (value: number): number => height - bottom - (value / most) * (height - top - bottom);
  const axis = `<line x1="${left}" y1="${height - bottom}" x2="${WIDTH - right}" y2="${height - bottom}" stroke="#444444"/><text x="${WIDTH / 2}" y="${height - 8}" text-anchor="middle">${escape(xLabel)}</text>`;
  const ticks = [...new Set(xs)].map((value) => `<text x="${x(value).toFixed(1)}" y="${height - bottom + 16}" text-anchor="middle">${value}</text>`);
  const paths = drawn.map(({ points }, index) => `<polyline fill="none" stroke="${COLOURS[index]}" stroke-width="2" points="${points.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}"/>`
    + points.map(([at, value]) => `<circle cx="${x(at).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" fill="${COLOURS[index]}"/><text x="${x(at).toFixed(1)}" y="${(y(value) - 8).toFixed(1)}" text-anchor="middle">${short(value)}</text>`).join(''));
  return page(title, height, [legend(drawn.map(({ name }) => name), 40), axis, ...ticks, ...paths].join('\n'));
}
