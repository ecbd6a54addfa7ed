import type { Logger } from 'pino';
import { wallMilliseconds } from '../../clock/wall-clock.js';
import type { WriterNote } from '../../relay/notes.js';

export interface OtherWritersOptions {
  readonly writer: string;
  /** From which it takes. */
  readonly channel: string;
  /** Lets every writer know; what cannot be told now is told with the next turn. */
  readonly tell: (note: WriterNote) => Promise<void>;
  readonly log: Pick<Logger, 'error' | 'info'>;
}

const tellEvery = 5 * 60_000;
/** So long after it was heard of a writer is taken to be there. */
const remembered = 2.5 * tellEvery;

/**
 * Who else takes from the channel of a writer. NSQ gives each of them a part of what comes, and each would wait for what the others
 * have: so they tell each other, and all of them say that one has to be stopped.
 */
export class OtherWriters {
  readonly #options: OtherWritersOptions;
  /** By name: when it was heard of last, milliseconds since the epoch. */
  readonly #heard = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: OtherWritersOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#tell(), tellEvery);
    void this.#tell();
  }

  /** Those that are there now. */
  get names(): string[] {
    const since = wallMilliseconds() - remembered;
    return [...this.#heard].flatMap(([name, at]) => (at > since ? [name] : [])).sort();
  }

  heard({ writer, channel, at }: WriterNote): void {
    const { writer: own, channel: ours, log } = this.#options;
    if (writer === own || channel !== ours || at <= wallMilliseconds() - remembered) return;
    const isKnown = this.names.includes(writer);
    this.#heard.set(writer, Math.max(at, this.#heard.get(writer) ?? 0));
    if (isKnown) return;
    log.error(
      { writer, channel },
      'another writer takes from this channel: each waits for what the other has; stop one of them',
    );
    // It has come later, and has not heard of this one.
    void this.#tell();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tell(): Promise<void> {
    const { writer, channel, tell } = this.#options;
    return tell({ note: 'writer', writer, channel, at: wallMilliseconds() });
  }
}
