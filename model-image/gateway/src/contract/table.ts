/**
 * `text`: every value is a string or null, to be read by its column's type. `typed`: from a form that has numbers for NaN and the infinities,
 * where in JSON a number that is none was too large.
 */
export type Origin = 'json' | 'text' | 'typed';

/** Rows as a client sent them, before anything is known about their types: a column is a list of JSON values, or of CSV's texts. */
export interface Table {
  readonly names: readonly string[];
  /** Column by column; undefined where a record does not have the member. */
  readonly columns: readonly (readonly unknown[])[];
  readonly rows: number;
  readonly origin: Origin;
}
