import type { ModelChange } from './model-changes';
import { listed } from './wording';

/** How a change is taken back, and what has to be there for that. */
export function rollBack({ change, before, after, statements }: ModelChange): string {
  const revert = 'git revert this change';
  switch (change) {
    case 'added': return `${revert}: the namespace is pruned with all in it`;
    case 'removed': return `${revert}: the service comes back after its pods have started; Secrets made by hand have to be made again`;
    case 'renamed': return `${revert}: the old namespace is made anew; Secrets made by hand have to be made again`;
    case 'changed': {
      if (statements.some(({ because }) => because === 'the artifact is overwritten')) { return 'not by reverting alone: the old artifact has to be uploaded again first'; }
      const said = new Set(statements.map(({ rule }) => rule));
      const needed = [
        said.has('image') && before !== undefined ? `the image ${before.image.repository}${before.image.digest === '' ? `:${before.image.tag}` : `@${before.image.digest}`}` : '',
        said.has('artifact') && before !== undefined && before.artifact.source !== 'none' && before.artifact.location !== after?.artifact.location ? `the artifact ${before.artifact.location}` : '',
        said.has('credentials') && before !== undefined ? 'the old credentials' : '',
      ].filter((thing) => thing !== '');
      const clients = statements.some(({ section, severity }) => section === 'clients' && severity === 'danger') && after !== undefined ? '; clients that followed have to go back, too' : '';
      return `${revert}${needed.length > 0 ? `; ${listed(needed)} must still be there` : ''}${clients}`;
    }
  }
}
