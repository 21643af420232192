import { Problem } from '../http/problem';
import type { Route } from '../http/route';

const fail = (status: number, message: string) => async (): Promise<void> => {
  throw new Problem(status, message);
};

const PUBLISHING = 'not implemented here: a service is published by a change of its spec in Git';
const SESSIONS = 'not implemented here: there are no remote R sessions; log in without one (remoteLogin(..., session = FALSE))';

/** What Machine Learning Server has and a service with one fixed model has not, each with a word on what is there instead. */
export function absentRoutes(known: string): readonly Omit<Route, 'authenticated' | 'refuse'>[] {
  const absent = (method: Route['method'], path: string, message: string): Omit<Route, 'authenticated' | 'refuse'> => ({ method, path, handle: fail(501, message) });
  return [
    ...(['POST', 'PATCH', 'DELETE'] as const).map((method) => absent(method, '/services/{name}/{version}', PUBLISHING)),
    absent('POST', '/services/{name}', PUBLISHING),
    absent('*', '/services/{name}/{version}/pool', 'not implemented here: the workers of a service stand in its spec'),
    absent('*', '/realtime-services/*', PUBLISHING),
    absent('*', '/sessions', SESSIONS),
    absent('*', '/sessions/*', SESSIONS),
    absent('*', '/snapshots', SESSIONS),
    absent('*', '/snapshots/*', SESSIONS),
    absent('*', '/computenodes', 'not implemented here: pods and nodes are Kubernetes\' business'),
    { method: '*', path: '/api/*', handle: fail(404, `Web service not found: known is ${known}`) },
    { method: '*', path: '/services/*', handle: fail(404, `there is nothing here; known is ${known}`) },
  ];
}
