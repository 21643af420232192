import { field, type LinkRule } from './link';
import { gitopsDefaults } from '../../spec';

/** Flux -> folder. What a repository is read for is what synth renders, in the repository's root or in a folder of it. */
export const treeLinks: LinkRule = ({ file, environment: { metadata, spec: { gitops } } }) => {
  if (gitops?.path === undefined || gitops.source !== 'git') { return []; }
  const { path } = gitops;
  const rendered = gitopsDefaults(metadata.name).path;
  if (path === rendered || path.endsWith(`/${rendered}`)) { return []; }
  return [{
    severity: 'error',
    here: field(file, 'spec', 'gitops', 'path'),
    there: field(file, 'metadata', 'name'),
    message: `spec.gitops.path (${path}) is no folder that synth renders for environment ${metadata.name} ({there}); it is ${rendered}, or ends in /${rendered} where the project lies in a folder of the repository`,
  }];
};
