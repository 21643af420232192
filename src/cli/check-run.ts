import { EXIT } from './exit-code';
import { type SpecsFlags, specsOptions } from './options';
import { readPrices } from './price-table';
import { reportJson, reportProblems } from './report';
import { sizesText } from './sizes-text';
import { counted } from './words';
import { fleetsOf } from '../render/fleets';
import { fluxFolderProblems } from '../render/flux-folder';
import { imageMarkerProblems } from '../render/image-markers';
import { loadSpecs } from '../render/synth';
import { sortProblems } from '../spec/problem';

export interface CheckFlags extends SpecsFlags {
  readonly sizes?: boolean;
  readonly prices?: string;
}

/** Validates everything there is and says what is wrong. @returns the exit code */
export async function check(flags: CheckFlags): Promise<number> {
  const options = specsOptions(flags);
  const prices = flags.prices === undefined ? undefined : readPrices(flags.prices);
  const repository = await loadSpecs(options);
  const { models, environments, errors } = repository;
  const ofFiles = errors.length > 0 ? [] : [...fluxFolderProblems(options.root, repository), ...imageMarkerProblems(options.root, repository)];
  const warnings = sortProblems([...repository.warnings, ...ofFiles]);
  if (flags.json) { reportJson({ errors, warnings }); } else { reportProblems(errors, warnings); }
  if (errors.length > 0) { return EXIT.failed; }
  if (!flags.json && !flags.quiet) {
    process.stdout.write(`${counted(models.length, 'model')} and ${counted(environments.length, 'environment')} are valid\n`);
  }
  if (flags.sizes === true && !flags.json) { process.stdout.write(sizesText(fleetsOf(repository), prices)); }
  return EXIT.ok;
}
