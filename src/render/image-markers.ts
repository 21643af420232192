import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '../spec/assemble';
import { SourceText } from '../spec/load/source-text';
import { locate } from '../spec/locate';
import { ModelView } from '../spec/model-view';
import { imageMarker } from '../spec/naming';
import type { Problem } from '../spec/problem';

/** Images that Flux is to renew without the comment by which it finds them, so that it never would. Problems are warnings. */
export function imageMarkerProblems(root: string, { placements }: Repository): Problem[] {
  return placements.flatMap(({ model: { file, value }, environment }): Problem[] => {
    const { name } = value.metadata;
    if (!Object.hasOwn(environment.value.spec.gitops?.imageUpdates?.models ?? {}, name)) { return []; }
    const view = ModelView.of(value, environment.value.metadata.name);
    const marker = imageMarker(name, environment.value.metadata.name);
    const text = readFileSync(join(root, file), 'utf8');
    const finding = view.at([['image']], `${view.say(['image'])} is not renewed by Flux without a comment behind it: # ${marker}`);
    const problem = locate({ ...finding, severity: 'warning' }, file, new SourceText(text));
    return text.split('\n')[problem.line - 1].includes(marker) ? [] : [problem];
  });
}
