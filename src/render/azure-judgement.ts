import type { FileFleet } from './fleets';
import { wiringProblems } from './wiring';
import { azureFindings } from '../azure';
import type { Repository } from '../spec/assemble';
import { SourceText } from '../spec/load/source-text';
import { locate } from '../spec/locate';
import { sortProblems } from '../spec/problem';

/** The repository, and what Azure would refuse, could not hold or is not wired to among its problems; nothing is added to one that has errors already. */
export function judgedByAzure(repository: Repository, fleets: readonly FileFleet[], textOf: (file: string) => string): Repository {
  const problems = [
    ...fleets.flatMap(({ file, fleet }) => azureFindings(fleet).map((finding) => locate(finding, file, new SourceText(textOf(file))))),
    ...wiringProblems(repository, fleets, textOf),
  ];
  const errors = problems.filter(({ severity }) => severity === 'error');
  return {
    ...repository,
    placements: errors.length > 0 ? [] : repository.placements,
    errors: sortProblems([...repository.errors, ...errors]),
    warnings: sortProblems([...repository.warnings, ...problems.filter(({ severity }) => severity === 'warning')]),
  };
}
