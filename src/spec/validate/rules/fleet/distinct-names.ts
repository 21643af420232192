import type { FileOf, FleetFinding, FleetRule } from '../rule';

/** A name is that of one model, and of one environment. */
export const distinctNames: FleetRule = ({ models, environments }) => [...repeated(models, 'model'), ...repeated(environments, 'environment')];

function repeated(files: readonly FileOf<{ readonly metadata: { readonly name: string } }>[], noun: string): FleetFinding[] {
  const first = new Map<string, string>();
  return files.flatMap(({ file, value: { metadata: { name } } }): FleetFinding[] => {
    const twin = first.get(name);
    if (twin === undefined) first.set(name, file);
    return twin === undefined ? [] : [{ file, path: ['metadata', 'name'], at: 'value', message: `metadata.name (${name}) is the name of the ${noun} in ${twin} already` }];
  });
}
