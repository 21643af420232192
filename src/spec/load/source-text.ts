import type { Document, LineCounter, Node, Pair } from 'yaml';
import type { Position, SpecPath } from '../problem';
import { yamlLibrary } from './yaml-library';

/** A file's text, parsed once more for positions: only where there is something to report. */
export class SourceText {
  private readonly lines: LineCounter;
  private readonly document: Document.Parsed;

  public constructor(private readonly text: string) {
    const yaml = yamlLibrary();
    this.lines = new yaml.LineCounter();
    this.document = yaml.parseDocument(text, { prettyErrors: false, logLevel: 'error', lineCounter: this.lines });
  }

  /** Where the name or the value at a path stands; of a path that is not written, where its nearest parent stands. */
  public position(path: SpecPath, at: 'key' | 'value'): Position {
    const { key, value, complete } = this.find(path);
    const node = complete && at === 'value' && value?.range && value.range[1] > value.range[0] ? value : key ?? value;
    const { line, col } = this.lines.linePos(node?.range?.[0] ?? 0);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  /** The characters of a value as they are written. */
  public written(path: SpecPath): string | undefined {
    const { value, complete } = this.find(path);
    return complete && value?.range ? this.text.slice(value.range[0], value.range[1]) : undefined;
  }

  private find(path: SpecPath): { key?: Node; value?: Node; complete: boolean } {
    const { isMap, isNode, isSeq } = yamlLibrary();
    let key: Node | undefined;
    let value = asNode(this.document.contents);
    for (const part of path) {
      if (isMap(value)) {
        const pair: Pair | undefined = value.items.find((item) => isNode(item.key) && String(item.key) === String(part));
        if (pair === undefined) return { key, value, complete: false };
        key = asNode(pair.key);
        value = asNode(pair.value);
      } else if (isSeq(value) && typeof part === 'number' && part < value.items.length) {
        value = asNode(value.items[part]);
        key = value;
      } else {
        return { key, value, complete: false };
      }
    }
    return { key, value, complete: true };
  }
}

function asNode(value: unknown): Node | undefined {
  return yamlLibrary().isNode(value) ? value : undefined;
}
