import { CLOUDS } from '../clouds';
import type { SourceValues } from '../cluster-values';

const ACR_SUFFIXES = Object.values(CLOUDS).map(({ registry }) => registry);

/** Who signs Flux in to a registry, by its host: Azure for one of Azure's in any of its clouds. */
export function registryProvider(host: string): SourceValues['provider'] {
  return ACR_SUFFIXES.some((suffix) => host.endsWith(`.${suffix}`)) ? 'azure' : 'generic';
}
