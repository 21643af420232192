import { createInterface } from 'node:readline/promises';
import { UserFailure } from './failure';

export interface Confirmation {
  /** What is about to happen, as a question. */
  readonly question: string;
  /** What has to be typed for it. */
  readonly word: string;
  /** `--yes` was given. */
  readonly yes: boolean;
}

/**
 * Asks the person at the keyboard.
 * @returns whether they typed the word
 * @throws UserFailure where nobody can be asked
 */
export async function confirmed({ question, word, yes }: Confirmation): Promise<boolean> {
  if (yes) { return true; }
  if (!process.stdin.isTTY) { throw new UserFailure(`${question} Nobody can be asked here; --yes says that it is meant`); }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await asking.question(`${question} Type ${word} to go on: `)).trim() === word;
  } finally {
    asking.close();
  }
}
