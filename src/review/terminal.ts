import type { ReviewDocument } from './document';

const COLOURS = { danger: 31, caution: 33, added: 32, faint: 2, bold: 1 } as const;

/** A review for a terminal or a log. */
export function terminalOf({ headline, notes, dangers, parts, folds, leftOut }: ReviewDocument, hasColours: boolean): string {
  const paint = (colour: keyof typeof COLOURS, text: string) => hasColours ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
  const label = (text: string) => `  ${`${text}:`.padEnd(11)}`;
  return [
    paint('bold', plain(headline)), '',
    ...dangers.map((danger) => paint('danger', `danger: ${plain(danger)}`)), ...dangers.length > 0 ? [''] : [],
    ...notes.map((note) => `note: ${plain(note)}`), ...notes.length > 0 ? [''] : [],
    ...parts.flatMap(({ title, lines }) => [
      paint('bold', plain(title)),
      ...lines.map((line) => `${label(line.label)}${line.severity === 'info' ? plain(line.text) : paint(line.severity, plain(line.text))}`),
      '',
    ]),
    ...folds.flatMap(({ title, lines }) => [
      paint('bold', `rendered: ${plain(title)}`),
      ...lines.map(plain).map((line) => line.startsWith('+') ? paint('added', line) : line.startsWith('-') ? paint('danger', line) : paint('faint', line)),
      '',
    ]),
    ...leftOut.length > 0 ? [`left out: ${leftOut.map(plain).join('; ')}`, ''] : [],
  ].join('\n');
}

/** What a spec holds must not steer a terminal. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');
}
