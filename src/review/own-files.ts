import type { Git } from './git';
import type { OwnDifference } from './own-changes';
import { type ObjectRenders, parseManifests } from './render';
import { sideOf } from './side';
import { modelUnit, platformUnit, unitPath } from '../render/unit';
import { type Repository, resolvePlatform } from '../spec';

/** What dist/ held at the base and the specs of the base do not render to any more. */
export interface OwnFiles {
  readonly differences: readonly OwnDifference[];
  readonly notes: readonly string[];
}

/** Compares the files of dist/ that a change touches, as they were at the base, with what this Plumbline makes of the base's specs. */
export async function ownFiles(git: Git, commit: string, base: Repository, { renderModel, renderPlatform }: ObjectRenders): Promise<OwnFiles> {
  const changed = (await git.run('diff', '--name-only', '-z', '--relative', '--no-renames', commit, '--', 'dist')).split('\0').filter((path) => path !== '');
  if (changed.length === 0) { return { differences: [], notes: [] }; }
  const touched = new Set(changed);
  const blobs = new Map((await git.files(commit, ['dist'])).map(({ path, id }) => [path, id]));
  const units = [...sideOf(base).environments.values()].flatMap((side) => {
    const platform = unitPath(platformUnit(resolvePlatform({ file: side.file, value: side.environment })));
    const shared = [...blobs.keys()].filter((path) => path.startsWith(`${platform}/`) && !path.endsWith('/kustomization.yaml'));
    const models = [...side.models.values()].map((values) => ({ file: unitPath(modelUnit(values)), values }));
    return [
      ...shared.some((path) => touched.has(path))
        ? [{ file: platform, name: side.environment.metadata.name, paths: shared, render: () => renderPlatform(side) }] : [],
      ...models.filter(({ file }) => touched.has(file))
        .map(({ file, values }) => ({ file, name: values.name, paths: blobs.has(file) ? [file] : [], render: () => renderModel(values) })),
    ];
  }).filter(({ paths }) => paths.length > 0);
  const contents = await git.blobs(units.flatMap(({ paths }) => paths.map((path) => blobs.get(path)!)));
  let at = 0;
  const notes: string[] = [];
  const differences = units.flatMap(({ file, name, paths, render }): OwnDifference[] => {
    const before = parseManifests(contents.slice(at, at += paths.length).map(String));
    if (before === undefined) {
      notes.push(`${file} was no YAML at the base, so what a new Plumbline changes in it is not told`);
      return [];
    }
    return [{ file, name, before, after: [...render().values()] }];
  });
  return { differences, notes };
}
