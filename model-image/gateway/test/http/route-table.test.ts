import type { Route } from '../../src/http/route';
import { RouteTable } from '../../src/http/route-table';

const route = (method: Route['method'], path: string): Route => ({ path, method, authenticated: false, handle: async () => undefined });

const READ = route('GET', '/things/{thing}');
const REMOVE = route('DELETE', '/things/{thing}');
const LIST = route('GET', '/things/all');
const REST = route('*', '/other/*');
const table = new RouteTable([READ, REMOVE, LIST, REST], '/base');

describe('a route table', () => {
  it('finds a path without parameters before one with', () => {
    expect(table.find('GET', '/base/things/all')).toEqual({ route: LIST, parameters: {} });
  });

  it('decodes the parameters of a path', () => {
    expect(table.find('GET', '/base/things/a%20b%2Fc')).toEqual({ route: READ, parameters: { thing: 'a b/c' } });
  });

  it('tells the routes of a path apart by their methods', () => {
    expect(table.find('DELETE', '/base/things/1').route).toBe(REMOVE);
  });

  it('names the methods of a path that does not take the request\'s', () => {
    expect(table.find('PUT', '/base/things/1').allowed).toEqual(['GET', 'DELETE']);
  });

  it('takes any method and any number of further segments where a route says so', () => {
    expect(['/base/other/', '/base/other/1', '/base/other/1/2'].map((path) => table.find('PATCH', path).route)).toEqual([REST, REST, REST]);
  });

  it.each(['/things/all', '/base/things', '/base/things/', '/base/things/1/2', '/base/things/%ff', '/base/other', '/base', ''])('finds nothing at %j', (path) => {
    expect(table.find('GET', path)).toEqual({ route: undefined, parameters: {} });
  });
});
