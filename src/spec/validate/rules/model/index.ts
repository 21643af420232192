import type { ModelRule } from '../rule';
import { artifactSource } from './artifact-source';
import { authentication } from './authentication';
import { bodyLimit } from './body-limit';
import { columns } from './columns';
import { egressRanges } from './egress-ranges';
import { gpuFamily } from './gpu-family';
import { imagePinned } from './image-pinned';
import { reservedMetadata } from './reserved-metadata';
import { reservedName } from './reserved-name';
import { reservedVariables } from './reserved-variables';
import { scalingBounds } from './scaling-bounds';
import { secretVariables } from './secret-variables';
import { threadsDivideCores } from './threads-divide-cores';

/** What a model's file must mean, beyond what the schema can say. */
export const MODEL_RULES: readonly ModelRule[] = [
  reservedName, reservedMetadata, imagePinned, artifactSource, columns, threadsDivideCores, gpuFamily, scalingBounds, authentication, bodyLimit,
  secretVariables, reservedVariables, egressRanges,
];
