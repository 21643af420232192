import type { IResolver, ResolutionContext } from 'cdk8s';
import { Expression, type ExpressionNode, isExpression, NODE, type Template } from '../expression';

/** Key of the plain object that stands for an expression while cdk8s walks the tree; no Kubernetes field can be called so. */
const MARK = '\u0000expression';

type Plain = Template | { readonly [key: string]: Plain } | readonly Plain[];

/**
 * Carries expressions through cdk8s's own `toJson()`, which takes plain values only: a resolver for the App puts a mark in the place of
 * each, `unmark` turns the marks of what came out back. The blocks of a condition or a loop go through cdk8s too, so that what holds for the rest
 * of a manifest (lazy values, tokens, order) holds inside them; what an expression computes with does not.
 */
export class ExpressionMarks implements IResolver {
  private readonly nodes: ExpressionNode[] = [];

  resolve(context: ResolutionContext): void {
    const value: unknown = context.value;
    if (!isExpression(value)) { return; }
    const node = value[NODE];
    const mark = { [MARK]: this.nodes.push(node) - 1 };
    switch (node.kind) {
      case 'conditional':
        context.replaceValue({ ...mark, then: node.then, otherwise: node.otherwise });
        break;
      case 'each':
        context.replaceValue({ ...mark, body: node.body });
        break;
      default:
        context.replaceValue(mark);
    }
  }

  /** The template that a marked tree stands for. Sorted here, because cdk8s sorts only while CDK8S_DISABLE_SORT is not set. */
  unmark(plain: Plain): Template {
    if (plain === null || typeof plain !== 'object') { return plain; }
    if (Array.isArray(plain)) { return plain.map((item: Plain) => this.unmark(item)).filter((item) => item !== undefined); }
    const record = plain as { readonly [key: string]: Plain };
    if (MARK in record) { return this.expression(record); }
    return Object.fromEntries(Object.keys(record).sort().map((key) => [key, this.unmark(record[key])]));
  }

  private expression(mark: { readonly [key: string]: Plain }): Expression {
    const node = this.nodes[mark[MARK] as unknown as number];
    switch (node.kind) {
      case 'conditional': return new Expression({ ...node, then: this.unmark(mark.then), otherwise: this.unmark(mark.otherwise) });
      case 'each': return new Expression({ ...node, body: this.unmark(mark.body) });
      default: return new Expression(node);
    }
  }
}
