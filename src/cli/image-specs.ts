import { resolve } from 'node:path';
import { reportProblems } from './report';
import { ImageError } from '../image/image-error';
import { type Repository } from '../spec';
import { loadRepository } from '../spec/load/load-repository';

/** The specs under a root, where they have no errors. */
export function loaded(root: string): Repository {
  const repository = loadRepository(resolve(root), { today: new Date().toISOString().slice(0, 10) });
  reportProblems(repository.errors, []);
  if (repository.errors.length > 0) { throw new ImageError('the specs have errors, and nothing was built or pushed'); }
  return repository;
}
