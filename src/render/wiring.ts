import type { FileFleet } from './fleets';
import { brokenLinks, type LinkEnd } from '../azure/wiring';
import type { Repository } from '../spec/assemble';
import { SourceText } from '../spec/load/source-text';
import { locate } from '../spec/locate';
import type { Problem } from '../spec/problem';

/** What of a valid repository does not fit together, each with the places of both ends. */
export function wiringProblems({ placements }: Repository, fleets: readonly FileFleet[], textOf: (file: string) => string): Problem[] {
  const wired = fleets.map(({ file, fleet }) => ({
    file,
    environment: fleet.environment,
    fleet,
    placements: placements.filter((placement) => placement.environment.file === file),
  }));
  const sources = new Map<string, SourceText>();
  const place = ({ file, path }: LinkEnd, message: string, severity: Problem['severity']): Problem => {
    const source = sources.get(file) ?? new SourceText(textOf(file));
    sources.set(file, source);
    return locate({ path, at: 'value', message, severity }, file, source);
  };
  return brokenLinks(wired).map(({ severity, here, there, message }) => {
    const { file, line } = place(there, '', severity);
    return place(here, message.replace('{there}', `${file}:${line}`), severity);
  });
}
