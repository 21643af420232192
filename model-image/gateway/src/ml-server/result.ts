import type { InputForm } from './read-input';
import { OUTPUT_FRAME } from './service';
import { jsonCell } from '../answer/cells';
import type { Scored } from '../scheduling/job';

/** Field by field, and without spaces, as Machine Learning Server 9.3 answers. Nothing of R's console or files is kept. */
function result(errorMessage: string, outputParameters: string): string {
  return `{"success":${errorMessage === ''},"errorMessage":${JSON.stringify(errorMessage)},"outputParameters":${outputParameters},"outputFiles":{},"consoleOutput":"","changedFiles":[]}`;
}

export function failedResult(message: string): string {
  return result(message || 'the model failed without a message', '{}');
}

/** An answer in the form of its request: single values for single values; for a data frame a vector, or a data frame where it has several columns. */
export function scoredResult({ rows, from, to }: Scored, form: InputForm): string {
  const single = form === 'scalars' && to - from === 1;
  const parameters = rows.schema.columns.map((column) => {
    const cell = jsonCell(rows, column);
    const values: string[] = [];
    for (let row = from; row < to; row += 1) values.push(cell(row));
    return `${JSON.stringify(column.name)}:${single ? values[0] : `[${values.join(',')}]`}`;
  });
  const object = `{${parameters.join(',')}}`;
  return result('', form === 'frame' && parameters.length > 1 ? `{${JSON.stringify(OUTPUT_FRAME)}:${object}}` : object);
}
