import type { ReviewDocument } from './document';

/** What a workflow finds its earlier comment by. */
export const MARKER = '<!-- plumbline-review -->';

/** GitHub takes comments of 65,536 characters (https://docs.github.com/rest/issues/comments); Azure DevOps takes more. */
const MOST_CHARACTERS = 60_000;

/** A review for a pull request's comment. What specs hold is shown as text: no markup, no mention, no link of theirs comes to life. */
export function markdownOf(document: ReviewDocument): string {
  const { headline, notes, dangers, parts, folds, leftOut } = document;
  const top = [
    MARKER,
    `### ${escaped(headline)}`,
    '',
    ...dangers.length > 0 ? ['> [!CAUTION]', ...dangers.map((danger) => `> - ${escaped(danger)}`), ''] : [],
    ...notes.length > 0 ? ['> [!NOTE]', ...notes.map((note) => `> - ${escaped(note)}`), ''] : [],
  ].join('\n');
  const middle = parts.map(({ title, lines }) => [
    `**${escaped(title)}**`, '',
    ...lines.map(({ label, severity, text }) => `- ${severity === 'danger' ? '**Danger** ' : ''}${label}: ${escaped(text)}`),
    '',
  ].join('\n'));
  const bottom = folds.map(({ title, lines }) =>
    `<details><summary>Rendered: ${escaped(title)}</summary>\n\n\`\`\`diff\n${lines.map(harmless).join('\n')}\n\`\`\`\n\n</details>\n`);
  return fitting(top, [...middle, ...bottom], leftOut);
}

/** As much as a comment holds, the first things first; what did not fit is counted. */
function fitting(top: string, blocks: readonly string[], leftOut: readonly string[]): string {
  const taken: string[] = [];
  let length = top.length;
  for (const block of blocks) {
    if (length + block.length > MOST_CHARACTERS) { break; }
    taken.push(block);
    length += block.length + 1;
  }
  const cut = blocks.length - taken.length;
  const missing = [...leftOut, ...cut > 0 ? [`${cut} more parts for want of room; plumbline review --format terminal shows them`] : []];
  const end = missing.length > 0 ? [`Left out: ${missing.map(escaped).join('; ')}.`, ''] : [];
  return [top.slice(0, MOST_CHARACTERS), ...taken, ...end].join('\n');
}

/** Text that no Markdown reader takes for anything else. */
function escaped(text: string): string {
  return harmless(text).replace(/[\\`*_{}[\]<>#|~]/g, '\\$&').replace(/@(?=[\w-])/g, '@\u2060');
}

/** One line without control characters. */
function harmless(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');
}
