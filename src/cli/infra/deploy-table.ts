import type { ResourceOperation } from '../../azure/arm/operations';
import type { Paint } from '../../azure/arm/what-if-text';
import { resourceInWords } from '../../azure/resource-id';
import { counted } from '../words';

const STATES: Readonly<Record<string, string>> = { Succeeded: 'done', Failed: 'failed', Canceled: 'cancelled', Running: 'working', Creating: 'working', Accepted: 'waiting', Created: 'working' };

/** Resources that are shown at once, where the terminal is tall enough; the rest are counted. */
const MOST_ROWS = 20;

/** Of a terminal that doesn't say how large it is. */
const USUAL = { columns: 80, rows: 24 };

/** Lines that are no resource's: those that are counted, the sum, and the one where the cursor stands. */
const OTHER_LINES = 3;

/** Rows fewer than these show nothing of use. */
const FEWEST_ROWS = 1;

/** The resources of a deployment as they come along: a table that is redrawn on a terminal, a line for each change of a resource elsewhere. */
export class DeployTable {
  private readonly said = new Map<string, string>();
  private readonly isRedrawn: boolean;
  private height = 0;
  private drawnColumns = 0;

  constructor(private readonly stream: NodeJS.WriteStream, private readonly paint: Paint) {
    this.isRedrawn = stream.isTTY && process.env.TERM !== 'dumb';
  }

  show(operations: readonly ResourceOperation[]): void {
    if (this.isRedrawn) { this.redraw(operations); } else { this.append(operations); }
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
    const [columns, rows] = [this.stream.columns || USUAL.columns, this.stream.rows || USUAL.rows];
    // A terminal that became narrower has broken the lines that stand there: nobody knows how high they are now, so they stay, and others begin below.
    if (columns < this.drawnColumns) { this.height = 0; }
    this.drawnColumns = columns;
    const most = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, rows - OTHER_LINES));
    const done = operations.filter(({ state }) => state === 'Succeeded').length;
    // What has failed matters most, then what is under way; what is done is counted.
    const open = operations.filter(({ state }) => state !== 'Succeeded').sort((left, right) => Number(right.state === 'Failed') - Number(left.state === 'Failed'));
    const lines = [
      ...open.slice(0, most).map((operation) => this.coloured(operation, row(operation, columns - 1))),
      ...open.length > most ? [`... and ${counted(open.length - most, 'more resource')}`.slice(0, columns - 1)] : [],
      `${done} of ${counted(operations.length, 'resource')} done`.slice(0, columns - 1),
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

/** State, name and time; of a name that has no room the end, by which names of a kind differ, stays. */
function row(operation: ResourceOperation, width = Infinity): string {
  const { id, seconds, state } = operation;
  const took = seconds > 0 && state !== 'Accepted' ? ` (${duration(seconds)})` : '';
  const word = `${wordOf(operation).padEnd('cancelled'.length)}  `;
  return `${word}${shortened(resourceInWords(id), width - word.length - took.length)}${took}`.slice(0, width);
}

function shortened(name: string, width: number): string {
  if (name.length <= width) { return name; }
  const kept = Math.max(0, width - '...'.length);
  const end = Math.floor(kept / 2);
  return `${name.slice(0, kept - end)}...${end === 0 ? '' : name.slice(-end)}`;
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
