import { field, type LinkRule } from './link';

/** Identity -> client id. Each team has an identity of its own, so an id that two teams have is wrong for one of them: its tokens are refused. */
export const clientIdLinks: LinkRule = ({ file, environment: { spec: { identities } } }) => {
  const first = new Map<string, string>();
  return Object.entries(identities).flatMap(([team, clientId]) => {
    const twin = first.get(clientId);
    if (twin === undefined) {
      first.set(clientId, team);
      return [];
    }
    return [{
      severity: 'warning' as const,
      here: field(file, 'spec', 'identities', team),
      there: field(file, 'spec', 'identities', twin),
      message: `spec.identities.${team} (${clientId}) is the client id of team ${twin} ({there}); each team has an identity of its own, and tokens of the other team's models are refused`,
    }];
  });
};
