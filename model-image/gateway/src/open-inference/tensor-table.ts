import type { TensorValue } from './datatypes';
import type { Tensor } from './read-request';
import type { ContractColumn } from '../contract/column';
import type { Contract } from '../contract/contract';
import type { Table } from '../contract/table';
import { Problem } from '../http/problem';

/**
 * A request's tensors as a table: one of shape [n] or [n, 1] for each column, by name; or a single one of shape [n, m], whatever its name, that has
 * the contract's m columns in their order.
 *
 * @throws Problem 400 when they are neither.
 */
export function tensorTable(tensors: readonly Tensor[], contract: Contract): Table {
  const [first] = tensors;
  if (isMatrix(tensors, contract)) return matrixTable(first, contract);
  const [rows] = first.shape;
  for (const { name, shape } of tensors) {
    if (shape.length === 2 && shape[1] !== 1) throw new Problem(400, `input ${JSON.stringify(name)}: a column has the shape [n] or [n, 1], found [${shape.join(', ')}]`);
    if (shape[0] !== rows) throw new Problem(400, `input ${JSON.stringify(name)} has ${shape[0]} rows where ${JSON.stringify(first.name)} has ${rows}`);
  }
  const known = new Map(contract.columns?.map((column) => [column.name, column]));
  return {
    names: tensors.map(({ name }) => name),
    columns: tensors.map(({ name, values }) => suited(values, known.get(name))),
    rows,
    origin: 'typed',
  };
}

function isMatrix(tensors: readonly Tensor[], { columns }: Contract): boolean {
  const [{ name, shape }] = tensors;
  if (tensors.length > 1 || shape.length < 2) return false;
  return shape[1] !== 1 || (columns?.length === 1 && columns[0].name !== name);
}

function matrixTable({ name, shape: [rows, width], values }: Tensor, { columns }: Contract): Table {
  const at = `input ${JSON.stringify(name)}`;
  if (columns === null) throw new Problem(400, `${at}: the model's columns are not known, so each must be an input of its own`);
  if (width !== columns.length) {
    throw new Problem(400, `${at} has ${width} columns, and the model takes ${columns.length}: ${columns.map((column) => column.name).join(', ')}`);
  }
  return {
    names: columns.map((column) => column.name),
    columns: columns.map((column, place) => suited(Array.from({ length: rows }, (_, row) => values[row * width + place]), column)),
    rows,
    origin: 'typed',
  };
}

/** Whole numbers beyond 2^53 as the contract takes them: digits for 64-bit integers, else the nearest double. */
function suited(values: readonly TensorValue[], column: ContractColumn | undefined): readonly unknown[] {
  if (!values.some((value) => typeof value === 'bigint')) return values;
  return values.map((value) => (typeof value !== 'bigint' ? value : column?.type === 'integer64' ? String(value) : Number(value)));
}
