/** A column of a model's contract, as the spec declares it. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Factors only; empty otherwise. */
  readonly levels: readonly string[];
  /** Inclusive bounds; null for unbounded. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly description: string;
}

export const COLUMN_TYPES = ['double', 'integer', 'integer64', 'logical', 'string', 'factor', 'date', 'datetime'] as const;

/** A type that a spec can declare. */
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** A type as a model may state it: ordered factors, and `any` for a column that is known by name alone. */
export type LearntType = ColumnType | 'ordered' | 'any';

/** A column of the contract that requests are held against, declared or learnt. */
export type ContractColumn = Omit<Column, 'type'> & { readonly type: LearntType };
