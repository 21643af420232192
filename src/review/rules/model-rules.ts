import type { ScoringValues } from '../../spec';
import { inputChanges, outputChanges } from '../contract';
import { podOf } from '../pod';
import { caution, danger, info, type Said, type Section } from '../statement';
import { cores, fromTo, listed, memory, quantity, shown } from '../wording';
import type { ModelRule } from './rule';

type Judge = (before: ScoringValues, after: ScoringValues) => readonly Said[];

const rule = (id: string, section: Section, fields: readonly string[], judge: Judge): ModelRule => ({ about: 'model', id, section, fields, judge });

/** What a change of a model means, field by field. */
export const MODEL_RULES: readonly ModelRule[] = [
  rule('inputs', 'clients', ['inputs'], (before, after) => inputChanges(before.inputs, after.inputs)),
  rule('outputs', 'clients', ['outputs'], (before, after) => outputChanges(before.outputs, after.outputs)),
  rule('address', 'clients', ['endpoint.host', 'endpoint.path'], (before, after) =>
    [danger(`address ${urlOf(before)} → ${urlOf(after)}: clients of the old one get 404`, 'the address changed')]),
  rule('ml-server', 'clients', ['endpoint.mlServer'], ({ endpoint: { mlServer: before } }, { endpoint: { mlServer: after } }) => {
    const own = (name: string): string => name || 'the model\'s';
    const names = changes(
      ['service', own(before.service), own(after.service)], ['version', own(before.version), own(after.version)],
      ['operation', before.operation, after.operation], ['input', before.input, after.input],
    );
    return [danger(`Machine Learning Server's names: ${names}: clients of the old ones fail`, 'the names of the service changed')];
  }),
  rule('request-time', 'clients', ['endpoint.timeoutSeconds'], (before, after) => lowered(
    before.endpoint.timeoutSeconds, after.endpoint.timeoutSeconds, `time for a request ${fromTo(before.endpoint.timeoutSeconds, after.endpoint.timeoutSeconds, ' s')}`,
    'requests get less time',
  )),
  rule('body-limit', 'clients', ['endpoint.bodyLimitMiB'], (before, after) => lowered(
    before.endpoint.bodyLimitMiB, after.endpoint.bodyLimitMiB, `largest request body ${fromTo(before.endpoint.bodyLimitMiB, after.endpoint.bodyLimitMiB, ' MiB')}`,
    'smaller requests are accepted',
  )),
  rule('bodies-limit', 'clients', ['endpoint.bodiesLimitMiB'], ({ endpoint: { bodiesLimitMiB: before } }, { endpoint: { bodiesLimitMiB: after } }) => {
    const size = (limit: number) => limit === 0 ? 'an eighth of the memory' : `${limit} MiB`;
    return [caution(`request bodies that are read at once ${fromTo(size(before), size(after))}: one that finds no room is refused`, 'another limit of all bodies')];
  }),
  rule('queue', 'clients', ['endpoint.queue.maxRows'], (before, after) => lowered(
    before.endpoint.queue.maxRows, after.endpoint.queue.maxRows, `rows that may wait in a pod ${fromTo(before.endpoint.queue.maxRows, after.endpoint.queue.maxRows)}`,
    'a full queue refuses requests sooner',
  )),
  rule('batching', 'clients', ['endpoint.batching'], ({ endpoint: { batching: before } }, { endpoint: { batching: after } }) => {
    if (before.enabled !== after.enabled) {
      return [caution(
        after.enabled ? 'requests are now scored together in batches; a row must not depend on the others' : 'requests are no longer batched: fewer requests a second',
        `batching is now ${shown(after.enabled)}`,
      )];
    }
    return [info(`batches: ${changes(['rows at most', before.maxRows, after.maxRows], ['milliseconds of waiting', before.maxWaitMilliseconds, after.maxWaitMilliseconds])}`)];
  }),

  rule('auth-mode', 'security', ['auth.mode'], ({ auth: { mode: before } }, { auth: { mode: after } }) => [
    after === 'none'
      ? danger(`authentication is off (was ${before}): whoever reaches the address may call`, 'authentication is off')
      : danger(`authentication ${before} → ${after}: clients need other credentials`, 'authentication changed'),
  ]),
  rule('auth-entra', 'security', ['auth.entra.issuer', 'auth.entra.audience', 'auth.entra.jwksUri'], ({ auth: before }, { auth: after }) => before.mode !== after.mode ? [] : [
    danger(`accepted tokens: ${changes(['audience', before.entra.audience, after.entra.audience], ['issuer', before.entra.issuer, after.entra.issuer])}: other tokens are refused`, 'other tokens are accepted'),
  ]),
  rule('auth-roles', 'security', ['auth.entra.roles'], ({ auth: before }, { auth: after }) => before.mode !== after.mode ? [] : roleChanges(before.entra.roles, after.entra.roles)),
  rule('identity', 'security', ['identity', 'team'], (before, after) => [
    ...before.team === after.team ? [] : [caution(`team ${fromTo(before.team, after.team)}: the pods act as the identity of ${after.team}`, 'the owning team changed')],
    ...before.identity.enabled === after.identity.enabled ? [] : [after.identity.enabled
      ? caution(`the pods now act as managed identity of team ${after.team} in Azure`, 'the pods get an Azure identity')
      : info('the pods act as no identity in Azure any more')],
    ...before.team !== after.team || !after.identity.enabled || idOf(before) === idOf(after) ? [] : [caution(`managed identity ${fromTo(before.identity.clientId, after.identity.clientId)}, tenant ${fromTo(before.identity.tenantId, after.identity.tenantId)}`, 'the Azure identity changed')],
  ]),
  rule('credentials', 'security', ['secrets'], ({ secrets: before }, { secrets: after }) => [
    after.source === 'none'
      ? info(`users and keys are no longer read from ${sourceOf(before)}`)
      : caution(`users and keys come from ${sourceOf(after)}${before.source === 'none' ? '' : ` (before: ${sourceOf(before)})`}; it has to exist before the pods start`, 'credentials come from elsewhere'),
  ]),
  rule('variables', 'security', ['variables'], (before, after) => variableChanges(before, after)),
  rule('ingress', 'security', ['ingress.controller', 'ingress.className', 'ingress.namespace', 'ingress.gateway'], ({ ingress: before }, { ingress: after }) => {
    const text = `way in: ${ingressText(before)} → ${ingressText(after)}`;
    return [before.controller === after.controller
      ? caution(`${text}; pods of the namespace ${after.namespace} may reach the model`, 'the way in changed')
      : danger(`${text}: another controller takes the traffic, and it must run before`, 'the ingress controller changed')];
  }),
  rule('certificate', 'security', ['ingress.certificate'], ({ ingress: { certificate: before } }, { ingress: { certificate: after } }) => [
    before.issuer === after.issuer
      ? caution(`certificate ${fromTo(before.secretName, after.secretName)}${before.own === after.own ? '' : after.own ? ', now the model\'s own' : ', now the host\'s'}`, 'the certificate changed')
      // The issuer is the environment's, whose own rule tells the danger once.
      : caution(`certificate signed by ${fromTo(before.issuer, after.issuer)}`, 'the issuer of the certificate changed'),
  ]),

  rule('image', 'data', ['image'], ({ image: before }, { image: after }) => [
    caution(`image ${imageText(before, before.registry !== after.registry)} → ${imageText(after, before.registry !== after.registry)}${after.digest === '' ? ' (by tag, which may be moved; a digest pins it)' : ''}`, 'the image changed'),
  ]),
  rule('artifact', 'data', ['artifact.source', 'artifact.location', 'artifact.sha256', 'artifact.share'], ({ artifact: before }, { artifact: after }) => {
    const text = `artifact ${artifactText(before)} → ${artifactText(after)}`;
    if (before.sha256 === after.sha256 && before.source !== 'none') { return [caution(`${text}: the same content from elsewhere`, 'the artifact comes from elsewhere')]; }
    const isOverwritten = before.location === after.location && after.source !== 'none';
    return [isOverwritten
      ? danger(`${text}: other content at the same place, so the old version can't start again and nothing can be rolled back; put the new one beside it`, 'the artifact is overwritten')
      : caution(text, 'the artifact changed')];
  }),
  rule('artifact-limits', 'data', ['artifact.maxSizeMiB', 'artifact.timeoutSeconds'], ({ artifact: before }, { artifact: after }) => [
    info(`artifact: ${changes(['unpacked at most', memory(before.maxSizeMiB), memory(after.maxSizeMiB)], ['seconds to fetch it', before.timeoutSeconds, after.timeoutSeconds])}`),
  ]),

  rule('pod-size', 'cluster', ['workers.cores', 'workers.threadsPerWorker', 'workers.memoryPerWorkerMiB', 'gateway'], (before, after) => {
    const [old, now] = [podOf(before), podOf(after)];
    const text = `a pod: ${old.workers === now.workers ? now.workers : fromTo(old.workers, now.workers)} R ${now.workers === 1 ? 'process' : 'processes'} of ${quantity(after.workers.threadsPerWorker, 'thread')}, ${change(cores(old.cpuMillicores), cores(now.cpuMillicores))}, ${change(memory(old.memoryMiB), memory(now.memoryMiB))}`;
    const isSmaller = after.workers.memoryPerWorkerMiB < before.workers.memoryPerWorkerMiB || after.gateway.memoryMiB < before.gateway.memoryMiB;
    return [isSmaller ? caution(`${text}: a process has less memory than before, and is killed when it needs more`, 'a process has less memory') : info(text)];
  }),
  rule('gpu', 'cluster', ['gpu'], ({ gpu: before }, { gpu: after }) => [
    before.count === after.count && before.sku === after.sku
      ? info(`GPU although the family gains nothing from one: ${fromTo(before.force, after.force)}`)
      : caution(`GPUs of a pod ${fromTo(before.count, after.count)}${after.count > 0 ? `, on the pool ${after.sku}${before.count > 0 && before.sku !== after.sku ? ` (before: ${before.sku})` : ''}` : ''}`, 'the GPUs changed'),
  ]),
  rule('replica-floor', 'cluster', ['scaling.min'], ({ scaling: { min: before } }, { scaling: { min: after } }) => [
    after < before
      ? danger(`pods at rest ${fromTo(before, after)}${after === 1 ? ': with one pod every node upgrade interrupts the service' : ''}`, 'the replica floor is lowered')
      : info(`pods at rest ${fromTo(before, after)}`),
  ]),
  rule('replica-ceiling', 'cluster', ['scaling.max'], ({ scaling: { max: before } }, { scaling: { max: after } }) => lowered(before, after, `pods at most ${fromTo(before, after)}`, 'fewer pods under full load')),
  rule('cpu-target', 'cluster', ['scaling.cpuUtilization'], ({ scaling: { cpuUtilization: before } }, { scaling: { cpuUtilization: after } }) => [
    after > before ? caution(`pods are added at ${fromTo(before, after, ' %')} CPU: later`, 'pods are added later') : info(`pods are added at ${fromTo(before, after, ' %')} CPU: sooner`),
  ]),
  rule('monitoring', 'cluster', ['monitoring'], ({ monitoring: before }, { monitoring: after }) => [
    after.prometheus === 'none'
      ? caution('metrics are no longer scraped: alerts and dashboards see nothing', 'metrics are no longer scraped')
      : info(`metrics: ${changes(['scraped by', before.prometheus, after.prometheus], ['from namespace', before.namespace, after.namespace], ['seconds between', before.scrapeIntervalSeconds, after.scrapeIntervalSeconds])}`),
  ]),

  rule('version', 'rollout', ['version'], (before, after) => [info(`version ${fromTo(before.version, after.version)}`)]),
  rule('worker-life', 'rollout', ['workers.recycleAfterRequests', 'workers.startupTimeoutSeconds'], ({ workers: before }, { workers: after }) => [
    info(`R processes: ${changes(['replaced after requests (0: never)', before.recycleAfterRequests, after.recycleAfterRequests], ['seconds to start', before.startupTimeoutSeconds, after.startupTimeoutSeconds])}`),
  ]),
  rule('marks', 'rollout', ['labels', 'annotations'], (before, after) => [
    ...marks('labels', before.labels, after.labels), ...marks('annotations', before.annotations, after.annotations),
  ]),
  rule('about', 'about', ['owner', 'description', 'family'], (before, after) => [
    info((['owner', 'description', 'family'] as const).filter((field) => before[field] !== after[field]).map((field) => `${field} ${fromTo(before[field], after[field])}`).join(', ')),
  ]),
  rule('file', 'about', ['source'], ({ source: before }, { source: after }) => [
    info(`the spec is in ${listed([...new Set([after.model, after.environment])].filter((file) => file !== before.model && file !== before.environment))} now`),
  ]),
];

/** Fields of a model's values that say what its environment is; the environment's own rules speak of them. */
export const OF_THE_ENVIRONMENT = ['environment.name', 'environment.region', 'environment.kubernetesVersion', 'environment.cloud'];

/** Fields that a presence rule speaks of. */
export const OF_THE_NAME = ['name', 'namespace'];

function idOf({ identity: { clientId, tenantId } }: ScoringValues): string {
  return `${tenantId} ${clientId}`;
}

type Field = readonly [name: string, before: unknown, after: unknown];

/** Those that changed: `rows at most 512 → 100`. */
function changes(...fields: readonly Field[]): string {
  return listed(fields.filter(([, before, after]) => before !== after).map(([name, before, after]) => `${name} ${fromTo(before, after)}`));
}

/** `2 cores → 3 cores`, or the one that stays. */
function change(before: string, after: string): string {
  return before === after ? after : fromTo(before, after);
}

function lowered(before: number, after: number, text: string, because: string): Said[] {
  return [after < before ? caution(text, because) : info(text)];
}

function urlOf({ endpoint: { host, path } }: ScoringValues): string {
  return `https://${host}${path}`;
}

function roleChanges(before: readonly string[], after: readonly string[]): Said[] {
  if (after.length === 0) { return [danger('any caller of the tenant with a token is let in: no role is asked for any more', 'no role is asked for any more')]; }
  const lost = before.length === 0 ? 'callers without one of them are refused' : '';
  const gone = before.filter((role) => !after.includes(role));
  const text = `roles that may call: ${fromTo(before, after)}`;
  if (lost !== '' || gone.length > 0) { return [danger(`${text}: ${lost === '' ? `callers with ${listed(gone)} alone are refused` : lost}`, 'fewer callers are let in')]; }
  return [caution(text, 'more callers are let in')];
}

function sourceOf({ source, keyVault, secretName, files }: ScoringValues['secrets']): string {
  switch (source) {
    case 'key-vault': return `Key Vault ${keyVault} (${listed(files.map(({ keyVaultSecret }) => keyVaultSecret))})`;
    case 'secret': return `the Secret ${secretName}`;
    case 'none': return keyVault === '' ? 'nowhere' : `nowhere, variables from Key Vault ${keyVault}`;
  }
}

function variableChanges({ variables: before }: ScoringValues, { variables: after }: ScoringValues): Said[] {
  const old = new Map(before.map((variable) => [variable.name, variable]));
  const now = new Map(after.map((variable) => [variable.name, variable]));
  const said: Said[] = [];
  for (const variable of after) {
    const previous = old.get(variable.name);
    if (previous === undefined) { said.push(caution(`variable ${variable.name} added (${variableSource(variable)})`, 'the environment variables changed')); continue; }
    if (JSON.stringify(previous) === JSON.stringify(variable)) { continue; }
    // Values stay unsaid: a review travels further than the file.
    const text = previous.source === 'value' && variable.source === 'value' ? 'has another value' : `${variableSource(previous)} → ${variableSource(variable)}`;
    said.push(caution(`variable ${variable.name}: ${text}`, 'the environment variables changed'));
  }
  for (const { name } of before.filter((variable) => !now.has(variable.name))) { said.push(caution(`variable ${name} removed`, 'the environment variables changed')); }
  return said;
}

function variableSource({ source, secretName, secretKey, keyVaultSecret }: ScoringValues['variables'][number]): string {
  switch (source) {
    case 'value': return 'plain text';
    case 'secret': return `Secret ${secretName}, key ${secretKey}`;
    case 'key-vault': return `Key Vault secret ${keyVaultSecret}`;
  }
}

function ingressText({ controller, className, namespace, gateway }: ScoringValues['ingress']): string {
  return `${controller} (class ${className}, namespace ${namespace}${gateway === '' ? '' : `, gateway ${gateway}`})`;
}

function imageText({ registry, repository, tag, digest }: ScoringValues['image'], withRegistry: boolean): string {
  return `${withRegistry && registry !== '' ? `${registry}/` : ''}${repository}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${shortDigest(digest)}`}`;
}

function artifactText({ source, location, sha256, share }: ScoringValues['artifact']): string {
  if (source === 'none') { return 'none (in the image)'; }
  const place = source === 'share' ? `${share.name}/${location} on ${share.server}` : location;
  return `${place} (sha256 ${shortDigest(sha256)})`;
}

function shortDigest(digest: string): string {
  return digest.replace(/^(sha256:)?([0-9a-f]{12})[0-9a-f]*$/, '$1$2…');
}

function marks(noun: string, before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): Said[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => before[key] !== after[key]);
  return keys.length === 0 ? [] : [info(`${noun} of all objects: ${listed(keys.map((key) => `${key} ${fromTo(before[key], after[key])}`), 5)}`)];
}
