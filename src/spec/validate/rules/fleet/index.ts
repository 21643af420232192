import type { FleetRule } from '../rule';
import { componentsInstalled } from './components-installed';
import { distinctAddresses } from './distinct-addresses';
import { distinctNames } from './distinct-names';
import { imagesWatched } from './images-watched';
import { knownEnvironments } from './known-environments';
import { selection } from './selection';

/** What holds between files. */
export const FLEET_RULES: readonly FleetRule[] = [distinctNames, distinctAddresses, knownEnvironments, selection, componentsInstalled, imagesWatched];
