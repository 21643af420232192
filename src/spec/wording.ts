/** A value as it is named in an error: short, and with its type where the type is what is wrong. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'fields';
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 56)}…"` : text;
}

/** A value with its type: `the number 1.36`. */
export function shownWithType(value: unknown): string {
  if (typeof value === 'string') return `the text ${shown(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  return shown(value);
}

/** What a JSON Schema type asks for. */
export function typeWanted(type: string): string {
  switch (type) {
    case 'string': return 'text';
    case 'integer': return 'a whole number';
    case 'number': return 'a number';
    case 'boolean': return 'true or false';
    case 'array': return 'a list';
    default: return 'a set of fields';
  }
}

/** `a, b or c`. */
export function oneOf(words: readonly unknown[], conjunction = 'or'): string {
  const texts = words.map(String);
  if (texts.length < 2) return texts.join('');
  return `${texts.slice(0, -1).join(', ')} ${conjunction} ${texts.at(-1)}`;
}
