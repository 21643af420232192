import type { ModelView } from '../../../model-view';
import type { Finding, SpecPath } from '../../../problem';
import type { ModelRule } from '../rule';

const NUMERIC = new Set(['double', 'integer', 'integer64']);

/** Columns have distinct names, levels exactly where they are factors, and bounds that are numbers in order. */
export const columns: ModelRule = (model) => [...inList(model, 'inputs'), ...inList(model, 'outputs')];

function inList(model: ModelView, list: 'inputs' | 'outputs'): Finding[] {
  const findings: Finding[] = [];
  const first = new Map<string, number>();
  model.spec[list].forEach((column, index) => {
    const at = (field?: string): SpecPath => [list, index, ...field === undefined ? [] : [field]];
    const add = (field: string, message: string) => findings.push(model.at([at(field), at()], `${model.name(at(field))} ${message}`));
    const twin = first.get(column.name);
    if (twin === undefined) first.set(column.name, index);
    else add('name', `(${column.name}) is the name of ${model.name([list, twin])} already`);
    if (column.type === 'factor' && column.levels === undefined) add('levels', `is required: ${column.name} is a factor`);
    if (column.type !== 'factor' && column.levels !== undefined) add('levels', `is only for factors, and ${column.name} is of type ${column.type}`);
    for (const bound of ['minimum', 'maximum'] as const) {
      const value = column[bound];
      if (value === undefined) continue;
      if (!NUMERIC.has(column.type)) add(bound, `is only for numbers, and ${column.name} is of type ${column.type}`);
      else if (column.type !== 'double' && !Number.isInteger(value)) add(bound, `(${value}) must be a whole number: ${column.name} is of type ${column.type}`);
    }
    if (column.minimum !== undefined && column.maximum !== undefined && column.maximum < column.minimum) {
      add('maximum', `(${column.maximum}) must be at least ${model.name(at('minimum'))} (${column.minimum})`);
    }
  });
  return findings;
}
