import { connect, type Socket } from 'node:net';
import { setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';

/** What the generator is told, as JSON in its first argument. */
export interface RateOrder {
  readonly port: number;
  readonly body: string;
  readonly perSecond: number;
  readonly seconds: number;
  /** At the start, not measured. */
  readonly warmUpSeconds: number;
  readonly comesFirst: boolean;
}

/** What it says at the end, as JSON. Latencies of accepted requests in milliseconds, from the moment at which each was due. */
export interface RateResult {
  readonly accepted: number;
  readonly refused: number;
  /** Other answers than 200 and 503, and connections that broke. */
  readonly failed: number;
  readonly goodput: number;
  readonly median: number;
  readonly p99: number;
  /** How late the generator itself was, 99 of 100 requests: its own fault, not the server's. */
  readonly lateP99: number;
}

const MOST_CONNECTIONS = 6000;

/** Keep-alive HTTP/1.1 by hand, because a client library costs more processor time than the server it measures. */
class Connection {
  due = 0;
  private answer = '';
  private readonly socket: Socket;

  constructor(port: number, private readonly onAnswer: (connection: Connection, status: number) => void) {
    this.socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.socket.on('data', (chunk) => this.take(chunk.toString('latin1')));
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => this.onAnswer(this, 0));
  }

  send(request: string, due: number): void {
    this.due = due;
    this.socket.write(request, 'latin1');
  }

  close(): void {
    this.socket.destroy();
  }

  private take(text: string): void {
    this.answer += text;
    const head = this.answer.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.answer)?.[1] ?? 0);
    if (this.answer.length < head + 4 + length) return;
    const status = Number(this.answer.slice(9, 12));
    this.answer = this.answer.slice(head + 4 + length);
    this.onAnswer(this, status);
  }
}

/** The value that so large a share of all lies below. */
function at(values: number[], share: number): number {
  values.sort((one, other) => one - other);
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
}

/** Of more requests a second than this, several are due in every millisecond of the event loop's own timers. */
const EVERY_MILLISECOND = 2500;

/** Ticks more often than this cost more than they gain; in milliseconds. */
const SHORTEST_TICK = 0.2;

/** Calls often enough that a request is sent when it is due. Timers have whole milliseconds; below their pace a thread sleeps to a tenth of one. @returns what ends it */
function tick(perSecond: number, onTick: () => void): () => void {
  if (perSecond > EVERY_MILLISECOND) {
    const timer = setInterval(onTick, 1);
    return () => clearInterval(timer);
  }
  const program = `const { parentPort, workerData } = require('node:worker_threads');
    const never = new Int32Array(new SharedArrayBuffer(4));
    for (;;) { Atomics.wait(never, 0, 0, workerData); parentPort.postMessage(0); }`;
  const thread = new Worker(program, { eval: true, workerData: Math.max(SHORTEST_TICK, Math.min(1, 500 / perSecond)) }).on('message', onTick);
  return () => { void thread.terminate(); };
}

/** Clients have processors of their own elsewhere: here they come first, where that is allowed. */
function comeFirst(): void {
  try {
    setPriority(-10);
  } catch {
    // Only root may; how late the generator was is told in any case.
  }
}

/** Requests at a constant rate, whether or not earlier ones have been answered. */
async function generate({ port, body, perSecond, seconds, warmUpSeconds }: RateOrder): Promise<RateResult> {
  const request = `POST /score HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const idle: Connection[] = [];
  const waiting = new Set<Connection>();
  const backlog: number[] = [];
  const latencies: number[] = [];
  const late: number[] = [];
  let open = 0;
  let refused = 0;
  let failed = 0;
  let goodput = 0;
  const started = performance.now();
  const measured = started + warmUpSeconds * 1000;
  const end = measured + seconds * 1000;

  const send = (connection: Connection, due: number): void => {
    if (due >= measured) late.push(performance.now() - due);
    waiting.add(connection);
    connection.send(request, due);
  };
  const onAnswer = (connection: Connection, status: number): void => {
    if (waiting.delete(connection)) {
      const now = performance.now();
      if (status === 200 && now >= measured && now < end) goodput += 1;
      if (connection.due >= measured) {
        if (status === 200) latencies.push(now - connection.due);
        else if (status === 503) refused += 1;
        else failed += 1;
      }
    }
    if (status === 0) open -= 1;
    else if (backlog.length > 0) send(connection, backlog.shift()!);
    else idle.push(connection);
  };

  let sent = 0;
  const sendDue = (): void => {
    const now = performance.now();
    if (now >= end) return;
    const due = Math.floor(((now - started) / 1000) * perSecond) + 1;
    for (; sent < due; sent += 1) {
      const moment = started + (sent / perSecond) * 1000;
      const free = idle.pop();
      if (free !== undefined) {
        send(free, moment);
      } else if (open < MOST_CONNECTIONS) {
        open += 1;
        send(new Connection(port, onAnswer), moment);
      } else {
        backlog.push(moment);
      }
    }
  };
  const stopTicking = tick(perSecond, sendDue);
  await new Promise((resolve) => setTimeout(resolve, end - performance.now()));
  stopTicking();
  const patience = performance.now() + 10_000;
  while (waiting.size > 0 && performance.now() < patience) await new Promise((resolve) => setTimeout(resolve, 20));
  failed += waiting.size;
  [...waiting, ...idle].forEach((connection) => connection.close());
  const [accepted, median, p99, lateP99] = [latencies.length, at(latencies, 0.5), at(latencies, 0.99), at(late, 0.99)];
  return { accepted, refused, failed, goodput: goodput / seconds, median, p99, lateP99 };
}

if (require.main === module) {
  const order = JSON.parse(process.argv[2]) as RateOrder;
  if (order.comesFirst) comeFirst();
  void generate(order).then((result) => {
    process.stdout.write(JSON.stringify(result));
    process.exit(0);
  });
}
