import { createHash } from 'node:crypto';
import { clientIdVariable } from '../naming';
import { compare } from '../problem';
import { usesIdentity } from '../resolve/identity';
import type { ScoringValues } from '../values';

/**
 * Federated credentials that a managed identity holds; a model needs one.
 * Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations#general-federated-identity-credential-considerations
 */
export const CREDENTIALS_PER_IDENTITY = 20;

/** Models of one team that share an identity. */
export interface IdentityGroup {
  readonly team: string;
  /** Empty for the first identity of a team, and for the only one of most; otherwise digits that tell it from the others. */
  readonly suffix: string;
  /** Names of the models, sorted. */
  readonly models: readonly string[];
}

/**
 * Spreads the models that use an identity over as few identities as keep within Azure's limit, by team. A team of at most 20 models has one.
 *
 * A larger team is halved by the digits of each name's hash, as often as it takes: whoever adds or removes a model moves only models of the
 * group that overflows or shrinks, and one half of those stays where it was. Sorted by team and suffix.
 */
export function identityGroups(models: readonly { readonly name: string; readonly team: string }[]): IdentityGroup[] {
  const teams = new Map<string, string[]>();
  for (const { name, team } of models) {
    const names = teams.get(team);
    if (names === undefined) teams.set(team, [name]);
    else names.push(name);
  }
  return [...teams].sort(([a], [b]) => compare(a, b)).flatMap(([team, names]) =>
    halved(names.sort(compare), '').map(({ digits, members }) => ({ team, suffix: digits.replace(/0+$/, ''), models: members }))
      .sort((a, b) => compare(a.suffix, b.suffix)));
}

/**
 * The models of one environment with the identity of their group. The first identity of a team is the one that the environment's file may
 * know; the client id of every further one is a variable that Flux replaces.
 */
export function withGroupIdentities(models: readonly ScoringValues[]): ScoringValues[] {
  const suffixes = new Map(identityGroups(models.filter(usesIdentity)).flatMap(({ suffix, models: names }) => names.map((name) => [name, suffix])));
  return models.map((values) => {
    const suffix = suffixes.get(values.name) ?? '';
    if (suffix === '') return values;
    return { ...values, identity: { ...values.identity, clientId: `\${${groupVariable(clientIdVariable(values.team), suffix)}}` } };
  });
}

/** The variable that stands in manifests for the client id of a group's identity: that of the team, told apart by the suffix. */
export function groupVariable(teamVariable: string, suffix: string): string {
  return suffix === '' ? teamVariable : `${teamVariable}_${suffix}`;
}

/** Groups by the first binary digits of their names' hashes. Trailing zeros add nothing, so the half with a 0 keeps the name of the whole. */
function halved(members: readonly string[], digits: string): { digits: string; members: readonly string[] }[] {
  if (members.length <= CREDENTIALS_PER_IDENTITY) return members.length === 0 ? [] : [{ digits, members }];
  return ['0', '1'].flatMap((digit) => halved(members.filter((name) => digitsOf(name)[digits.length] === digit), digits + digit));
}

const known = new Map<string, string>();

/** The hash of a name in binary: 256 digits, so that distinct names part long before the end. */
function digitsOf(name: string): string {
  let digits = known.get(name);
  if (digits === undefined) {
    digits = [...createHash('sha256').update(name).digest()].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    known.set(name, digits);
  }
  return digits;
}
