import type { ColumnValues } from '../spec';
import { same } from './differences';
import { caution, danger, info, type Said } from './statement';
import { listed, shown } from './wording';

/** What a change of the columns that a model reads means for those who send them. Requests are validated against the columns, by name. */
export function inputChanges(before: readonly ColumnValues[], after: readonly ColumnValues[]): Said[] {
  if (before.length === 0 && after.length > 0) {
    return [danger(`inputs are now declared (${names(after)}): requests without them or with other values are refused`, 'requests are now validated')];
  }
  if (after.length === 0 && before.length > 0) { return [caution('inputs are no longer declared: requests are not validated any more', 'requests are not validated any more')]; }
  const said: Said[] = [];
  const old = byName(before);
  for (const column of after.filter(({ name }) => !old.has(name))) {
    said.push(column.nullable
      ? info(`input added: ${column.name} (${column.type}, may be left out)`)
      : danger(`input added: ${column.name} (${column.type}, required): requests without it are refused`, `input ${column.name} is now required`));
  }
  const now = byName(after);
  for (const { name } of before.filter((column) => !now.has(column.name))) {
    said.push(danger(`input removed: ${name}: clients that send it have to stop`, `input ${name} was removed`));
  }
  for (const column of after) {
    const previous = old.get(column.name);
    if (previous !== undefined) { said.push(...columnChanges('input', previous, column)); }
  }
  if (said.length === 0 && !same(before.map(({ name }) => name), after.map(({ name }) => name))) {
    said.push(caution('inputs: the same columns in another order; clients that send values without names must follow', 'the order of the inputs changed'));
  }
  return said;
}

/** What a change of the columns that a model answers means for those who read them. */
export function outputChanges(before: readonly ColumnValues[], after: readonly ColumnValues[]): Said[] {
  if (before.length === 0 || after.length === 0) {
    return [caution(`outputs are ${after.length > 0 ? `now declared: ${names(after)}` : 'no longer declared'}`, 'the declaration of the outputs changed')];
  }
  const [old, now] = [byName(before), byName(after)];
  const said: Said[] = [];
  for (const { name, type } of after.filter((column) => !old.has(column.name))) { said.push(info(`output added: ${name} (${type})`)); }
  for (const { name } of before.filter((column) => !now.has(column.name))) {
    said.push(danger(`output removed: ${name}: clients that read it break`, `output ${name} was removed`));
  }
  for (const column of after) {
    const previous = old.get(column.name);
    if (previous !== undefined) { said.push(...columnChanges('output', previous, column)); }
  }
  if (said.length === 0) { said.push(caution('outputs: the same columns in another order; clients that read values by place must follow', 'the order of the outputs changed')); }
  return said;
}

function columnChanges(side: 'input' | 'output', before: ColumnValues, after: ColumnValues): Said[] {
  const { name } = after;
  const said: Said[] = [];
  // What narrows an input breaks who sends it, what widens an output surprises who reads it.
  const breaks = (isNarrower: boolean, text: string, because: string) => {
    if (isNarrower === (side === 'input')) {
      said.push(side === 'input' ? danger(`${text}: requests that were accepted are refused`, because) : caution(`${text}: clients may meet what they did not before`, because));
    } else { said.push(info(text)); }
  };
  if (before.type !== after.type) {
    said.push(danger(`${side} ${name} is ${after.type} and was ${before.type}: clients break`, `${side} ${name} changed its type`));
  }
  if (before.nullable !== after.nullable) {
    breaks(!after.nullable, `${side} ${name} may ${after.nullable ? 'now' : 'no longer'} be missing`, `${side} ${name} may ${after.nullable ? 'be missing' : 'no longer be missing'}`);
  }
  const gone = before.levels.filter((level) => !after.levels.includes(level));
  const added = after.levels.filter((level) => !before.levels.includes(level));
  if (before.type === 'factor' && after.type === 'factor') {
    if (gone.length > 0) { breaks(true, `${side} ${name} lost the levels ${listed(gone, 5)}`, `${side} ${name} lost levels`); }
    if (added.length > 0) { breaks(false, `${side} ${name} has new levels ${listed(added, 5)}`, `${side} ${name} has new levels`); }
    if (gone.length + added.length === 0 && !same(before.levels, after.levels)) {
      said.push(caution(`${side} ${name}: the same levels in another order, which must be the order of the training data`, `the levels of ${name} changed their order`));
    }
  }
  const raised = (after.minimum ?? -Infinity) > (before.minimum ?? -Infinity) || (after.maximum ?? Infinity) < (before.maximum ?? Infinity);
  const widened = (after.minimum ?? -Infinity) < (before.minimum ?? -Infinity) || (after.maximum ?? Infinity) > (before.maximum ?? Infinity);
  if (raised || widened) {
    breaks(raised, `${side} ${name}: range ${range(before)} → ${range(after)}`, `the range of ${side} ${name} became ${raised ? 'narrower' : 'wider'}`);
  }
  if (before.description !== after.description) { said.push(info(`${side} ${name} is described anew: ${shown(after.description)}`)); }
  return said;
}

function range({ minimum, maximum }: ColumnValues): string {
  if (minimum === null && maximum === null) { return 'unbounded'; }
  if (minimum === null) { return `up to ${maximum}`; }
  return maximum === null ? `from ${minimum}` : `${minimum} to ${maximum}`;
}

function names(columns: readonly ColumnValues[]): string {
  return listed(columns.map(({ name }) => name), 8);
}

function byName(columns: readonly ColumnValues[]): Map<string, ColumnValues> {
  return new Map(columns.map((column) => [column.name, column]));
}
