import { Channel } from './channel';
import type { Hello } from './hello';
import type { Pipes } from './pipes';
import { decodeRows, decodeSchema, decodeText, type Frame, WireError } from '../wire/decode';
import { encodeRows, encodeSchema } from '../wire/encode';
import { decodeResponse, encodeRequest, HttpMessage } from '../wire/http-message';
import { FrameKind, SCHEMA_SLOTS } from '../wire/layout';
import type { Rows } from '../wire/rows';
import { makeSchema, type Schema } from '../wire/schema';

/** Why a worker's process is no more. */
export type LossReason = 'died' | 'deadline' | 'memory' | 'protocol' | 'retired' | 'start';

/** Frames that a worker may have: the one that it scores and the one that it finds when it has answered. */
const MOST_FRAMES = 2;

export interface WorkerEvents {
  onHello(worker: Worker, hello: Hello): void;
  onAnswer(worker: Worker, answer: Rows | HttpMessage): void;
  /** score() raised this error; the worker is well. */
  onFailure(worker: Worker, message: string): void;
  onLoss(worker: Worker, reason: LossReason, message: string): void;
}

/** One R process that scores: one frame at a time, answered in the order in which they were sent. */
export class Worker {
  /** 0 until it is known. */
  pid = 0;
  state: 'starting' | 'idle' | 'busy' | 'lost' = 'starting';
  /** Takes no more work; a replacement is up or the gateway stops. */
  retiring = false;
  served = 0;
  /** Resident size after its start, in MiB; 0 until it is known. */
  startMiB = 0;
  private readonly channel: Channel;
  private readonly slots = new Map<string, number>();
  private answerSchema: Schema = makeSchema([]);
  private frameId = 0;
  /** Frames that are not answered yet. */
  private readonly sent: { readonly id: number; readonly answer: FrameKind }[] = [];
  private lossReason: LossReason | undefined;
  private failure = '';

  constructor(readonly name: string, private readonly pipes: Pipes, private readonly events: WorkerEvents) {
    this.channel = new Channel(pipes, {
      onFrame: (frame) => this.take(frame),
      onClose: (reason) => this.lose(reason === 'protocol' ? 'protocol' : 'died'),
    });
  }

  /** Is busy, has read all that it was sent so far or will without help, and may be sent what it scores next. */
  get hasRoom(): boolean {
    return this.state === 'busy' && !this.retiring && this.sent.length < MOST_FRAMES && this.channel.isFlushed;
  }

  write(frame: Buffer): void {
    this.channel.write(frame);
  }

  /** Sends the rows of one or more requests as one frame. */
  score(members: readonly Rows[]): void {
    const slot = this.slotOf(members[0].schema);
    this.channel.write(encodeRows(FrameKind.Score, this.begin(FrameKind.Result), slot, members));
  }

  /** Sends an HTTP request, which the model's script answers. */
  send(request: HttpMessage): void {
    this.channel.write(encodeRequest(this.begin(FrameKind.Response), request));
  }

  /** Lets it finish and exit. */
  retire(): void {
    this.retiring = true;
    if (this.state === 'idle' || this.state === 'starting') this.finish();
  }

  /** Ends it now, whatever it does. */
  kill(reason: LossReason): void {
    this.lossReason ??= reason;
    this.signalKill();
    this.channel.close('end');
  }

  /** The process is known to be gone, or to have failed to start. */
  gone(message: string): void {
    this.failure ||= message;
    this.channel.close('end');
  }

  private finish(): void {
    this.lossReason ??= 'retired';
    this.channel.end();
  }

  private begin(answer: FrameKind): number {
    this.state = 'busy';
    this.frameId = (this.frameId + 1) % 2147483647;
    this.sent.push({ id: this.frameId, answer });
    return this.frameId;
  }

  private signalKill(): void {
    if (this.pid === 0) return;
    try {
      process.kill(this.pid, 'SIGKILL');
    } catch (error) {
      // Gone already, which is what was asked for.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  private slotOf(schema: Schema): number {
    const known = this.slots.get(schema.key);
    if (known !== undefined) return known;
    let slot = this.slots.size;
    if (slot === SCHEMA_SLOTS) {
      const [oldest, reused] = this.slots.entries().next().value as [string, number];
      this.slots.delete(oldest);
      slot = reused;
    }
    this.slots.set(schema.key, slot);
    this.channel.write(encodeSchema(schema, slot));
    return slot;
  }

  private take(frame: Frame): void {
    switch (frame.kind) {
      case FrameKind.Hello: {
        const hello = JSON.parse(decodeText(frame)) as Hello;
        this.pid = hello.pid;
        this.pipes.unlink();
        this.state = 'idle';
        this.events.onHello(this, hello);
        break;
      }
      case FrameKind.Schema:
        this.answerSchema = decodeSchema(frame);
        break;
      case FrameKind.Result:
        this.expect(frame);
        this.free(decodeRows(frame, this.answerSchema));
        break;
      case FrameKind.Response:
        this.expect(frame);
        this.free(decodeResponse(frame));
        break;
      case FrameKind.Error:
        if (this.state === 'starting') {
          this.gone(decodeText(frame));
          break;
        }
        this.expect(frame);
        this.free(decodeText(frame));
        break;
      default:
        throw new WireError('the frame is of a kind that no worker sends');
    }
  }

  private expect(frame: Frame): void {
    const asked = this.sent.shift();
    const fits = asked !== undefined && frame.id === asked.id && (frame.kind === asked.answer || frame.kind === FrameKind.Error);
    if (!fits) throw new WireError('the frame answers nothing that was asked');
  }

  private free(answer: Rows | HttpMessage | string): void {
    this.served += 1;
    if (this.sent.length === 0) this.state = 'idle';
    if (typeof answer === 'string') this.events.onFailure(this, answer);
    else this.events.onAnswer(this, answer);
    if (this.retiring && this.state === 'idle') this.finish();
  }

  private lose(cause: 'died' | 'protocol'): void {
    const reason = this.lossReason ?? (this.state === 'starting' ? 'start' : cause);
    this.state = 'lost';
    if (reason === 'protocol' || reason === 'start') this.signalKill();
    this.events.onLoss(this, reason, this.failure);
  }
}
