import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { completeEnvironment, gitopsDefaults } from '../spec';
import type { Repository } from '../spec/assemble';
import { SourceText } from '../spec/load/source-text';
import { locate } from '../spec/locate';
import type { Problem } from '../spec/problem';

/** Flux -> folder, on the disk: what Flux is to read is there, where this project lies in its repository. Problems are warnings. */
export function fluxFolderProblems(root: string, { environments }: Repository): Problem[] {
  const prefix = placeInRepository(root);
  return environments.flatMap(({ file, value }): Problem[] => {
    const { metadata, spec: { gitops } } = completeEnvironment(value);
    if (gitops === undefined || gitops.source !== 'git') { return []; }
    const folder = gitopsDefaults(metadata.name).path;
    const path = gitops.path ?? folder;
    const warning = (message: string) =>
      [locate({ path: ['spec', 'gitops', 'path'], at: 'value', severity: 'warning', message }, file, new SourceText(readFileSync(join(root, file), 'utf8')))];
    if (prefix !== undefined && path !== prefix + folder) {
      return warning(`Flux reads ${path} of the repository, and this project renders ${prefix}${folder}; write spec.gitops.path: ${prefix}${folder}`);
    }
    return existsSync(join(root, folder)) ? [] : warning(`Flux reads ${path}, and there is no ${folder}/; run npx projen synth and commit it`);
  });
}

/** The folder of the repository that the project lies in, with a slash at its end; empty for the repository's own, undefined outside of Git. */
function placeInRepository(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) {
      const inside = relative(folder, root).replaceAll(sep, '/');
      return inside === '' ? '' : `${inside}/`;
    }
    if (dirname(folder) === folder) { return undefined; }
  }
}
