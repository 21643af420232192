import type { ImageValues } from './values';

/** The parts of an image reference that the schema accepted; what it does not say is empty. */
export function parseImage(reference: string): ImageValues {
  const [name, digest = ''] = reference.split('@');
  const slash = name.indexOf('/');
  // As container tools decide it: the part before the first slash is a registry if it can't be a folder of one.
  const first = slash === -1 ? '' : name.slice(0, slash);
  const registry = /[.:]/.test(first) || first === 'localhost' ? first : '';
  const [repository, tag = ''] = (registry === '' ? name : name.slice(slash + 1)).split(':');
  return { registry, repository, tag, digest };
}
