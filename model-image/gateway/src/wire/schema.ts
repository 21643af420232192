import { type Block, blockOf, type WireType } from './layout';

export interface SchemaColumn {
  readonly name: string;
  readonly type: WireType;
  readonly levels: readonly string[];
  readonly block: Block;
  /** Place among the columns of its block. */
  readonly position: number;
}

/** Names and types of a frame's columns, in order. */
export interface Schema {
  readonly columns: readonly SchemaColumn[];
  readonly doubles: number;
  readonly integers: number;
  readonly strings: number;
  /** Equal for equal schemas. */
  readonly key: string;
}

export function makeSchema(columns: readonly { readonly name: string; readonly type: WireType; readonly levels?: readonly string[] }[]): Schema {
  const counts: Record<Block, number> = { doubles: 0, integers: 0, strings: 0 };
  const placed = columns.map(({ name, type, levels = [] }): SchemaColumn => {
    const block = blockOf(type);
    counts[block] += 1;
    return { name, type, levels, block, position: counts[block] - 1 };
  });
  return { columns: placed, ...counts, key: JSON.stringify(placed.map(({ name, type, levels }) => [name, type, levels])) };
}
