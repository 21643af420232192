const NAME = '[A-Za-z][A-Za-z0-9.]*';
const ATTACHED = new RegExp(`(?<![\\w.])(?:library|require|requireNamespace|loadNamespace)\\s*\\(\\s*(?:package\\s*=\\s*)?(["'\`]?)(${NAME})["'\`]?\\s*(\\)|,[^)]*)`, 'g');
const QUALIFIED = new RegExp(`(?<![\\w.:])\`?(${NAME})\`?\\s*:::?(?=[\`\\w.])`, 'g');

/** Package names that R code attaches, loads or names before `::`. What is computed at run time cannot be seen. */
export function packagesInCode(code: string): Set<string> {
  const bare = withoutText(code);
  const names = new Set<string>();
  for (const [, quote, name, more] of bare.matchAll(ATTACHED)) {
    // library(name, character.only = TRUE) attaches what a variable says.
    if (quote !== '' || !/character\.only\s*=\s*T/.test(more)) { names.add(name); }
  }
  for (const [, name] of bare.matchAll(QUALIFIED)) { names.add(name); }
  return names;
}

/** R code without comments, and without strings that are no plain name, so that neither is taken for code. */
function withoutText(code: string): string {
  let out = '';
  for (let at = 0; at < code.length;) {
    const character = code[at];
    if (character === '#') {
      const end = code.indexOf('\n', at);
      at = end < 0 ? code.length : end;
    } else if (character === '"' || character === '\'') {
      const end = endOfString(code, at, character);
      const text = code.slice(at + 1, end);
      out += new RegExp(`^${NAME}$`).test(text) ? `"${text}"` : '""';
      at = end + 1;
    } else {
      out += character;
      at += 1;
    }
  }
  return out;
}

function endOfString(code: string, start: number, quote: string): number {
  for (let at = start + 1; at < code.length; at += 1) {
    if (code[at] === '\\') { at += 1; } else if (code[at] === quote) { return at; }
  }
  return code.length;
}
