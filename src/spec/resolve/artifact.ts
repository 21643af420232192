import { CLOUDS } from '../clouds';
import type { CompleteEnvironment } from '../complete-environment.generated';
import type { CompleteModelSpec } from '../complete-model.generated';
import { specSchema } from '../load/schemas';
import { mebibytes } from '../memory';
import { schemaAt } from '../schema/json-schema';
import type { ArtifactValues } from '../values';

/** Where the model's archive lies: an https address in the environment's Blob storage, or a path on one of its Azure Files shares. */
export function artifactOf({ artifact }: CompleteModelSpec, { spec: { storage, cluster } }: CompleteEnvironment): ArtifactValues {
  const suffixes = CLOUDS[cluster.cloud];
  const account = storage?.account ?? '';
  const noShare = { name: '', storageAccount: '', resourceGroup: '', server: '' };
  if (artifact === undefined) {
    return { source: 'none', location: '', sha256: '', maxSizeMiB: mebibytes(String(defaultOf('maxSize'))), timeoutSeconds: Number(defaultOf('timeoutSeconds')), share: noShare };
  }
  const common = { sha256: artifact.sha256 ?? '', maxSizeMiB: mebibytes(artifact.maxSize), timeoutSeconds: artifact.timeoutSeconds };
  if (artifact.share === undefined) {
    const path = (artifact.blob ?? '').split('/').map(encodeURIComponent).join('/');
    return { source: 'blob', location: `https://${account}.${suffixes.blob}/${storage?.container ?? ''}/${path}`, ...common, share: noShare };
  }
  return {
    source: 'share',
    location: artifact.share.path,
    ...common,
    share: {
      name: artifact.share.name,
      storageAccount: account,
      resourceGroup: storage?.resourceGroup ?? cluster.resourceGroup,
      server: `${account}.${suffixes.file}`,
    },
  };
}

function defaultOf(field: string): unknown {
  const schema = specSchema('Model');
  return schemaAt(schema, ['spec', 'artifact', field])?.default;
}
