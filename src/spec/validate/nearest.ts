import { distance } from 'fastest-levenshtein';

/** The candidate that a typo was meant to be: at most a third of its letters away, the nearest first; undefined if there is none. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: { candidate: string; away: number } | undefined;
  for (const candidate of candidates) {
    const away = isAbbreviated(word, candidate) || isSwapped(word, candidate) ? 1 : distance(word.toLowerCase(), candidate.toLowerCase());
    if (away <= Math.max(1, Math.floor(candidate.length / 3)) && (best === undefined || away < best.away)) best = { candidate, away };
  }
  return best?.candidate;
}

/** What other languages and tools call a thing that has another name here. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  float: 'double',
  numeric: 'double',
  number: 'double',
  int: 'integer',
  bigint: 'integer64',
  bool: 'logical',
  boolean: 'logical',
  character: 'string',
  text: 'string',
  categorical: 'factor',
  timestamp: 'datetime',
  posixct: 'datetime',
  oauth: 'entra',
  aad: 'entra',
  jwt: 'entra',
  neural: 'deep-learning',
};

/** `; did you mean threadsPerWorker?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const words = [...candidates];
  const synonym = Object.hasOwn(OTHER_WORDS, word.toLowerCase()) ? OTHER_WORDS[word.toLowerCase()] : undefined;
  const found = synonym !== undefined && words.includes(synonym) ? synonym : nearest(word, words);
  return found === undefined ? '' : `; did you mean ${found}?`;
}

/** `coers` for `cores`: the same letters in another order, which costs the distance two for each pair. */
function isSwapped(word: string, candidate: string): boolean {
  const letters = (text: string) => [...text.toLowerCase()].sort().join('');
  return word.length === candidate.length && letters(word) === letters(candidate);
}

/** `keyVault` for `keyVaultSecret`, `maxPods` for `max`. */
function isAbbreviated(word: string, candidate: string): boolean {
  const [short, long] = word.length < candidate.length ? [word, candidate] : [candidate, word];
  return short.length >= 3 && long.toLowerCase().startsWith(short.toLowerCase());
}
