import { and, concat, divide, equal, greater, join, multiply, not, or, some, symbolic, type Value, when } from '../../expression';
import type { ScoringValues } from '../../spec/values';

interface ValueRule {
  readonly broken: Value<boolean>;
  readonly message: Value<string>;
}

const values = symbolic<ScoringValues>();
const { artifact, auth, endpoint, gateway, gpu, identity, image, scaling, secrets, workers } = values;

/** Values that contradict each other, which no schema can say. The specs are held to the same (src/spec/validate/rules/model). */
const RULES: readonly ValueRule[] = [
  {
    broken: greater(scaling.min, scaling.max),
    message: concat('scaling.max (', scaling.max, ') must be at least scaling.min (', scaling.min, ')'),
  },
  {
    broken: greater(workers.cores, multiply(divide(workers.cores, workers.threadsPerWorker), workers.threadsPerWorker)),
    message: concat(
      'workers.threadsPerWorker (', workers.threadsPerWorker, ') must divide workers.cores (', workers.cores, '): each worker gets whole cores and none is left over',
    ),
  },
  {
    broken: and(greater(gpu.count, 0), not(gpu.force), or(equal(values.family, 'linear'), equal(values.family, 'tree-ensemble'))),
    message: concat('gpu.count (', gpu.count, ') must be 0: a model of family ', values.family, ' gains nothing from a GPU; set gpu.force to true to take one anyway'),
  },
  { broken: and(greater(gpu.count, 0), equal(gpu.sku, '')), message: concat('gpu.sku is needed with gpu.count (', gpu.count, '): the label of the GPU pool') },
  {
    broken: greater(multiply(endpoint.bodyLimitMiB, 2), gateway.memoryMiB),
    message: concat('endpoint.bodyLimitMiB (', endpoint.bodyLimitMiB, ') may be at most half of gateway.memoryMiB (', gateway.memoryMiB, '), which holds the requests in work'),
  },
  {
    broken: and(greater(endpoint.bodiesLimitMiB, 0), greater(endpoint.bodyLimitMiB, endpoint.bodiesLimitMiB)),
    message: concat('endpoint.bodiesLimitMiB (', endpoint.bodiesLimitMiB, ') must be 0 or at least endpoint.bodyLimitMiB (', endpoint.bodyLimitMiB, ')'),
  },
  { broken: and(equal(image.tag, ''), equal(image.digest, '')), message: 'one of image.tag and image.digest is needed' },
  {
    broken: and(not(equal(artifact.source, 'none')), or(equal(artifact.location, ''), equal(artifact.sha256, ''))),
    message: concat('artifact.location and artifact.sha256 are needed with artifact.source ', artifact.source),
  },
  {
    broken: and(equal(auth.mode, 'entra'), or(equal(auth.entra.issuer, ''), equal(auth.entra.audience, ''), equal(auth.entra.jwksUri, ''))),
    message: 'auth.entra.issuer, auth.entra.audience and auth.entra.jwksUri are needed with auth.mode entra',
  },
  {
    broken: and(or(equal(auth.mode, 'password'), equal(auth.mode, 'basic')), equal(secrets.source, 'none')),
    message: concat('secrets.source must be key-vault or secret with auth.mode ', auth.mode, ': where the users are'),
  },
  {
    broken: and(equal(secrets.source, 'secret'), equal(secrets.secretName, '')),
    message: 'secrets.secretName is needed with secrets.source secret',
  },
  {
    broken: and(or(equal(secrets.source, 'key-vault'), some(values.variables, 'source', 'key-vault')), equal(secrets.keyVault, '')),
    message: 'secrets.keyVault is needed where users, signing keys or variables come from a Key Vault',
  },
  {
    broken: and(
      or(equal(artifact.source, 'blob'), equal(secrets.source, 'key-vault'), some(values.variables, 'source', 'key-vault')),
      not(identity.enabled),
    ),
    message: 'identity.enabled must be true: the pods read Blob storage or a Key Vault',
  },
  { broken: and(identity.enabled, equal(identity.clientId, '')), message: 'identity.clientId is needed with identity.enabled' },
];

/** What is wrong with the values, a line for each rule that is broken; empty where nothing is. */
export function brokenRules(): Value<string> {
  return join('\n', RULES.map(({ broken, message }) => when(broken, message)) as Value<string>[]);
}
