/** What the process ends with. */
export const EXIT = {
  ok: 0,
  /** The specs have errors, dist/ is not what they say, or a file could not be written. */
  failed: 1,
  /** The command line makes no sense. */
  usage: 2,
  /** Stopped by Ctrl-C: 128 + SIGINT, as shells count. */
  interrupted: 130,
} as const;
