import type { ResourceOperation } from '../../azure/arm/operations';
import { resourceInWords } from '../../azure/resource-id';
import type { Paint } from '../../azure/arm/what-if-text';
import { counted } from '../words';

const STATES: Readonly<Record<string, string>> = { Succeeded: 'done', Failed: 'failed', Canceled: 'cancelled', Running: 'working', Creating: 'working', Accepted: 'waiting', Created: 'working' };

/** Resources that are shown at once; the rest are counted. */
const MOST_ROWS = 20;

/** The resources of a deployment as they come along: a table that is redrawn on a terminal, a line for each change of a resource elsewhere. */
export class DeployTable {
  private readonly said = new Map<string, string>();
  private height = 0;

  constructor(private readonly stream: NodeJS.WriteStream, private readonly paint: Paint) {}

  show(operations: readonly ResourceOperation[]): void {
    if (this.stream.isTTY) { this.redraw(operations); } else { this.append(operations); }
  }

  /** Before anything else is printed. */
  end(): void { this.height = 0; }

  private append(operations: readonly ResourceOperation[]): void {
    for (const operation of operations) {
      const word = wordOf(operation);
      if (this.said.get(operation.id) === word) { continue; }
      this.said.set(operation.id, word);
      this.stream.write(`${row(operation)}\n`);
    }
  }

  private redraw(operations: readonly ResourceOperation[]): void {
    const columns = this.stream.columns > 0 ? this.stream.columns : 80;
    const done = operations.filter(({ state }) => state === 'Succeeded').length;
    // What is under way or has failed matters; what is done is counted.
    const open = operations.filter(({ state }) => state !== 'Succeeded');
    const lines = [
      ...open.slice(0, MOST_ROWS).map((operation) => this.coloured(operation, row(operation).slice(0, columns - 1))),
      ...open.length > MOST_ROWS ? [`... and ${counted(open.length - MOST_ROWS, 'more resource')}`] : [],
      `${done} of ${counted(operations.length, 'resource')} done so far`,
    ];
    // Up to the table's first line, and everything below it away.
    this.stream.write(`${this.height > 0 ? `\u001b[${this.height}A\u001b[J` : ''}${lines.join('\n')}\n`);
    this.height = lines.length;
  }

  private coloured({ state }: ResourceOperation, line: string): string {
    return state === 'Failed' ? this.paint.red(line) : line;
  }
}

function wordOf({ state }: ResourceOperation): string {
  return STATES[state] ?? state.toLowerCase();
}

function row(operation: ResourceOperation): string {
  const { id, seconds, state } = operation;
  const took = seconds > 0 && state !== 'Accepted' ? ` (${duration(seconds)})` : '';
  return `${wordOf(operation).padEnd('cancelled'.length)}  ${resourceInWords(id)}${took}`;
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
