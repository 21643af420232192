import { distance } from 'fastest-levenshtein';

/** The candidate that a typo was meant to be: at most a third of its letters away, the nearest first; undefined if there is none. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: { candidate: string; away: number } | undefined;
  for (const candidate of candidates) {
    const away = distance(word.toLowerCase(), candidate.toLowerCase());
    if (away <= Math.max(1, Math.floor(candidate.length / 3)) && (best === undefined || away < best.away)) best = { candidate, away };
  }
  return best?.candidate;
}

/** `; did you mean threadsPerWorker?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const found = nearest(word, candidates);
  return found === undefined ? '' : `; did you mean ${found}?`;
}
