import type { CompleteModelColumn } from '../complete-model.generated';
import type { ColumnValues } from '../values';

/** The columns of a model contract, with nothing left out. */
export function columnsOf(columns: readonly CompleteModelColumn[]): ColumnValues[] {
  return columns.map(({ name, type, nullable, levels = [], minimum = null, maximum = null, description }) =>
    ({ name, type, nullable, levels, minimum, maximum, description }));
}
