import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { wallMilliseconds } from '../../clock/wall-clock.js';
import type { HeldNote, WriterNote } from '../../relay/notes.js';

export interface OtherWritersOptions {
  readonly writer: string;
  /** From which it takes. */
  readonly channel: string;
  /** Lets every writer know; what cannot be told now is told with the next turn. */
  readonly tell: (note: WriterNote) => Promise<void>;
  readonly log: Pick<Logger, 'info'>;
}

/** How often one that is alone says that it is there, and one that is not; milliseconds. */
const tellAlone = 5 * 60_000;
const tellOthers = 10_000;
/** So long after it was heard of a writer is taken to be there. */
const remembered = 3 * 60_000;
/** A clock that was set forward says nothing of who is there: he must have missed a turn, too. */
const missedTurn = 2.5 * tellOthers;
/** So long after the start others may be there that have not answered yet. */
const answering = 5000;

/** Of one writer: when it was heard of last. */
interface Heard {
  readonly session: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of the monotonic clock. */
  readonly heardAt: number;
}

/**
 * Who else takes from the channel of a writer: NSQ gives each of them a part of what comes, so they tell each other that they are
 * there. One of which nothing was heard for minutes is gone, until it is heard of again.
 */
export class OtherWriters {
  /** Of this process. */
  readonly session = randomBytes(8).toString('hex');
  readonly #options: OtherWritersOptions;
  readonly #heard = new Map<string, Heard>();
  readonly #startedAt = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: OtherWritersOptions) {
    this.#options = options;
    void this.#tell(true);
    this.#schedule();
  }

  /** Those that are there now, by name. */
  get names(): string[] {
    return [...this.#heard.keys()].filter((name) => this.isThere(name)).sort();
  }

  /** Whether nobody else is there, as far as anybody has said so far. */
  get isAlone(): boolean {
    return this.names.length === 0;
  }

  /** Whether those that are there have had the time to say so. */
  get isSettled(): boolean {
    return performance.now() - this.#startedAt > answering;
  }

  /** How many of those that are there come before this one, by name. */
  get rank(): number {
    return this.names.filter((name) => name < this.#options.writer).length;
  }

  /** Of one that is there: which of its processes it is. */
  sessionOf(name: string): string | undefined {
    return this.isThere(name) ? this.#heard.get(name)?.session : undefined;
  }

  isThere(name: string): boolean {
    const known = this.#heard.get(name);
    if (known === undefined) return false;
    return known.at > wallMilliseconds() - remembered || known.heardAt > performance.now() - missedTurn;
  }

  /** Whether a note is of somebody else on this channel. */
  isOther({ writer, channel }: Pick<WriterNote, 'writer' | 'channel'>): boolean {
    return writer !== this.#options.writer && channel === this.#options.channel;
  }

  heard(note: WriterNote | HeldNote): void {
    const { writer, channel, at, session = '' } = note;
    if (!this.isOther(note) || at <= wallMilliseconds() - remembered) return;
    const isKnown = this.isThere(writer);
    const last = this.#heard.get(writer);
    this.#heard.set(writer, { session, at: Math.max(at, last?.at ?? 0), heardAt: performance.now() });
    if (!isKnown) this.#options.log.info({ writer, channel }, 'another writer takes from this channel, too');
    if (isKnown && (note.note === 'held' || note.asks !== true)) return;
    // It has come later, and has not heard of this one; from now on there is more to say.
    void this.#tell(false);
    this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    this.#timer = setTimeout(
      () => void this.#tell(false).then(() => this.#schedule()),
      this.isAlone ? tellAlone : tellOthers,
    );
  }

  #tell(asks: boolean): Promise<void> {
    const { writer, channel, tell } = this.#options;
    const { session } = this;
    return tell({
      note: 'writer',
      writer,
      channel,
      at: wallMilliseconds(),
      session,
      ...(asks ? { asks } : {}),
    });
  }
}
