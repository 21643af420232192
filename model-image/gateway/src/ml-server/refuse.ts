import { JSON_TYPE } from '../answer/render-answer';
import type { Violation } from '../contract/violations';
import type { Exchange } from '../http/exchange';
import type { Problem } from '../http/problem';

/** Violations that a message spells out; it is read by people, and the clients of old print it. */
const MOST_SPELT = 20;

interface MlError {
  readonly code: number;
  readonly message: string;
  readonly fields: string;
}

/** Refuses in Machine Learning Server's shape: `{"code", "message", "fields"}`. Data that does not fit the contract is a bad request there. */
export function refuseAsMlServer(exchange: Exchange, problem: Problem): void {
  const error = errorOf(problem);
  exchange.send(error.code, JSON_TYPE, JSON.stringify(error), problem.headers);
}

/** `/login` is shared with clients that read problem details: one body for both. */
export function refuseLogin(exchange: Exchange, problem: Problem): void {
  const error = errorOf(problem);
  const body = { title: problem.message, status: error.code, ...problem.details, requestId: exchange.trace.traceId, ...error };
  exchange.send(error.code, 'application/problem+json', JSON.stringify(body), problem.headers);
}

/** A violation in one line. */
export function spell({ row, column, found, allowed }: Violation): string {
  return `${row === undefined ? '' : `row ${row}, `}${column === '' ? '' : `${column}: `}found ${found}, allowed is ${allowed}`;
}

function errorOf({ status, message, details }: Problem): MlError {
  const violations = (details.violations ?? []) as readonly Violation[];
  const spelt = violations.slice(0, MOST_SPELT).map(spell);
  const reason = typeof details.reason === 'string' ? [details.reason] : [];
  return {
    code: status === 422 ? 400 : status,
    message: [message, ...reason, ...spelt].join('\n'),
    fields: [...new Set(violations.map(({ column }) => column))].join(','),
  };
}
