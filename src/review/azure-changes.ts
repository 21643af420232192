import { bicepParameters, contractFiles, type Fleet } from '../azure';
import { caution, info, type Said, type Statement } from './statement';
import { listed } from './wording';
import { modelIdentities, type ModelIdentity } from '../azure/model-identities';

/** A parameter of an environment's .bicepparam file that is not the same; undefined where it is not there. */
export interface ParameterChange {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** What changes about the identities of an environment's models and what they may read. */
export function identityChanges(before: Fleet, after: Fleet): Statement[] {
  const [old, now] = [byName(before), byName(after)];
  const said = [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => identityChange(name, old.get(name), now.get(name)));
  return said.map((each) => ({ rule: 'azure-identities', section: 'security', ...each }));
}

function identityChange(name: string, was: ModelIdentity | undefined, is: ModelIdentity | undefined): Said[] {
  if (was === undefined) { return [caution(`new managed identity ${name} for ${modelsOf(is)}; it may read ${rightsOf(is)}`, 'a managed identity is made')]; }
  if (is === undefined) { return [info(`managed identity ${name} goes`)]; }
  const added = is.models.filter((model) => !was.models.some((other) => other.name === model.name)).map((model) => model.name);
  const removed = was.models.filter((model) => !is.models.some((other) => other.name === model.name)).map((model) => model.name);
  const rights = rightsOf(is);
  return [
    ...added.length > 0 ? [caution(`${listed(added, 5)} may now act as managed identity ${name} and read ${rights}`, 'more models act as an identity')] : [],
    ...removed.length > 0 ? [info(`${listed(removed, 5)} may no longer act as managed identity ${name}`)] : [],
    ...rights === rightsOf(was) ? [] : [caution(`managed identity ${name} may read ${rights} (before: ${rightsOf(was)})`, 'an identity\'s rights changed')],
  ];
}

function rightsOf(identity: ModelIdentity | undefined): string {
  const rights = [identity?.readsBlobs === true ? 'blobs' : '', identity?.readsShares === true ? 'shares' : '', identity?.readsSecrets === true ? 'secrets' : ''];
  return listed(rights.filter((right) => right !== '')) || 'nothing';
}

function modelsOf(identity: ModelIdentity | undefined): string {
  return listed((identity?.models ?? []).map(({ name }) => name), 5);
}

function byName(fleet: Fleet): Map<string, ModelIdentity> {
  return new Map(modelIdentities(fleet).map((identity) => [identity.name, identity]));
}

/** The parameters in which two fleets differ. */
export function parameterChanges(before: Fleet | undefined, after: Fleet | undefined): ParameterChange[] {
  const [old, now] = [parametersOf(before), parametersOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name))
    .map((name) => ({ name, before: old.get(name), after: now.get(name) }));
}

function parametersOf(fleet: Fleet | undefined): Map<string, string> {
  if (fleet === undefined) { return new Map(); }
  const blocks = bicepParameters(fleet).split(/^(?=param )/m).slice(1);
  return new Map([
    ...blocks.map((block) => [/^param (\w+)/.exec(block)![1], block.split('\n').filter((line) => line !== '' && !line.startsWith('//')).join('\n')] as const),
    ...contractFiles(fleet).map(({ path, document }) => [path, JSON.stringify(document, null, 2)] as const),
  ]);
}
