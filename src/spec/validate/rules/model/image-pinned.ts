import { parseImage } from '../../../image';
import type { ModelRule } from '../rule';

/** What runs is what was reviewed: an image has a tag that says which, or a digest. */
export const imagePinned: ModelRule = (model) => {
  const { tag, digest } = parseImage(model.spec.image);
  if (digest !== '') return [];
  const example = `${model.spec.image.replace(/:latest$/, '')}:${model.metadata.version}`;
  if (tag === '') return [model.at([['image']], `${model.say(['image'])} has no tag; write which version, for example ${example}`)];
  if (tag === 'latest') return [model.at([['image']], `${model.say(['image'])} may change under a running service; write a version, for example ${example}`)];
  return [];
};
