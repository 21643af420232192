import { stripVTControlCharacters } from 'node:util';
import type { ResourceOperation } from '../../../src/azure/arm/operations';
import { paintFor } from '../../../src/cli/colours';
import { DeployTable } from '../../../src/cli/infra/deploy-table';
import { idOf } from '../../helpers/arm/payloads';

const { TERM, NO_COLOR } = process.env;
afterEach(() => {
  for (const [name, value] of Object.entries({ TERM, NO_COLOR })) {
    if (value === undefined) { delete process.env[name]; } else { process.env[name] = value; }
  }
});
beforeEach(() => {
  process.env.TERM = 'xterm-256color';
  delete process.env.NO_COLOR;
});

interface Terminal { columns: number; rows: number; isTTY: boolean; written: string[]; write: (text: string) => boolean }

function terminal(columns = 80, rows = 24): Terminal {
  const written: string[] = [];
  return { columns, rows, isTTY: true, written, write: (text) => { written.push(text); return true; } };
}

function tableOn(stream: Terminal): DeployTable {
  const stand = stream as unknown as NodeJS.WriteStream;
  return new DeployTable(stand, paintFor(stand));
}

const credential = (index: number, state = 'Running'): ResourceOperation =>
  ({ id: idOf(`Microsoft.ManagedIdentity/userAssignedIdentities/scoring-production-pricing/federatedIdentityCredentials/a-model-with-quite-a-long-name-${index}`), state, seconds: 75, errors: [] });
const many = (count: number, state?: string) => Array.from({ length: count }, (_, index) => credential(index, state));
const lines = (text: string) => stripVTControlCharacters(text).split('\n').slice(0, -1);

test.each([[80, 24], [60, 12], [40, 6], [20, 4]])('a terminal of %i columns and %i rows is never filled beyond its size', (columns, rows) => {
  const stream = terminal(columns, rows);
  tableOn(stream).show(many(50));
  expect(Math.max(...lines(stream.written[0]).map(({ length }) => length))).toBeLessThan(columns);
  expect(lines(stream.written[0]).length).toBeLessThan(rows);
});

test('what has no room is counted', () => {
  const stream = terminal(80, 12);
  tableOn(stream).show(many(50));
  expect(lines(stream.written[0]).slice(-2)).toEqual(['... and 41 more resources', '0 of 50 resources done']);
});

test('a name that is too long keeps its end and its time', () => {
  const stream = terminal(60);
  tableOn(stream).show([credential(7)]);
  expect(lines(stream.written[0])[0]).toBe('working    federated creden...oduction-pricing (1 min 15 s)');
});

test('the table is drawn over the last one', () => {
  const stream = terminal();
  const table = tableOn(stream);
  table.show(many(3));
  table.show(many(2));
  expect(stream.written[1].startsWith('\u001b[4A\u001b[J')).toBe(true);
});

test('below a terminal that became narrower a table of its own begins', () => {
  const stream = terminal(100);
  const table = tableOn(stream);
  table.show(many(3));
  stream.columns = 50;
  table.show(many(3));
  expect(stream.written[1]).not.toContain('\u001b[J');
});

test('what failed stands first, in red', () => {
  const stream = terminal();
  tableOn(stream).show([credential(1), credential(2, 'Failed')]);
  expect(stream.written[0]).toMatch(/^\u001b\[31mfailed/);
});

test('NO_COLOR leaves the colour away, and the table where it is', () => {
  process.env.NO_COLOR = '1';
  const stream = terminal();
  const table = tableOn(stream);
  table.show([credential(2, 'Failed')]);
  table.show([credential(2, 'Failed')]);
  expect(stream.written.map((text) => text.slice(0, 6))).toEqual(['failed', '\u001b[2A\u001b[']);
});

test('a terminal that can not move its cursor gets a line for each change', () => {
  process.env.TERM = 'dumb';
  const stream = terminal();
  const table = tableOn(stream);
  table.show([credential(1)]);
  table.show([credential(1)]);
  table.show([credential(1, 'Succeeded')]);
  expect(stream.written.map((text) => text.slice(0, 7))).toEqual(['working', 'done   ']);
});
