import { AppError } from '@eventbook/shared/errors/app-error';
import type { ServerConfiguration } from '../config/configuration.js';
import type { Logger } from '../log/logger.js';
import type { Sample } from '../metrics/table.js';
import type { JournalTip } from '../relay/journal-tips.js';
import type { TailFilter } from '../tail/tail-filter.js';
import type { TailReport } from '../tail/tailed-event.js';
import { Child } from './child.js';
import type { IngestRequests, StoredSnapshot } from './messages.js';
import { freePort } from './port.js';

export interface IngestGroupOptions {
  readonly configuration: ServerConfiguration;
  readonly name: string;
  readonly log: Logger;
  readonly lockFile: number;
  readonly onAhead: () => void;
  readonly onTailed: (report: TailReport) => void;
  readonly onTip: (tip: JournalTip) => void;
}

/** The ingest processes: what they were all told last is what one that is started anew begins with. */
export class IngestGroup {
  restarts = 0;
  #port: number;
  #floor: number;
  #snapshot: StoredSnapshot | null = null;
  #denied: readonly string[] = [];
  #tail: readonly TailFilter[] = [];
  readonly #options: IngestGroupOptions;
  readonly #children: Child<IngestRequests>[] = [];

  /** @param floor no received time may lie before it, microseconds */
  constructor(options: IngestGroupOptions, floor: number) {
    this.#options = options;
    this.#port = options.configuration.port;
    this.#floor = floor;
  }

  get port(): number {
    return this.#port;
  }

  get isReady(): boolean {
    return this.#children.length > 0 && this.#children.every((child) => child.isReady);
  }

  /** Starts every process; answers when all listen. Throws what the first that cannot start throws. */
  async start(): Promise<void> {
    const { configuration } = this.#options;
    this.#port = await freePort(configuration.host, configuration.port);
    for (let number = 0; number < configuration.workers; number += 1) {
      const child = this.#child(String(number));
      this.#children.push(child);
      await child.ready();
    }
  }

  /**
   * Answers when every process judges by it. All make it ready before the first takes it: throws where one cannot, and then
   * all stay with what they have.
   */
  async use(snapshot: StoredSnapshot): Promise<void> {
    await this.#tellAll('prepare', snapshot);
    // One that is started anew from here on begins with it.
    this.#snapshot = snapshot;
    await this.#tellAll('swap', snapshot);
  }

  /** Answers when every process shows what passes one of the filters. Never rejects. */
  async watch(filters: readonly TailFilter[]): Promise<void> {
    this.#tail = filters;
    try {
      await this.#tellAll('tail', filters);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'an ingest process cannot be watched');
    }
  }

  async deny(denied: readonly string[]): Promise<void> {
    this.#denied = denied;
    await this.#tellAll('deny', denied);
  }

  /** Every process seals its segment, and its received times lie behind the floor from now on. */
  async rotate(floor: number): Promise<void> {
    this.#floor = Math.max(this.#floor, floor);
    await this.#tellAll('rotate', { floor: this.#floor });
  }

  async samples(): Promise<(readonly Sample[])[]> {
    const ready = this.#children.filter((child) => child.isReady);
    const answers = await Promise.allSettled(ready.map((child) => child.request('metrics', null)));
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  }

  /** Drains and ends every process, the slow ones hard after `milliseconds`. */
  async stop(milliseconds: number): Promise<void> {
    const deadline = Date.now() + milliseconds;
    await Promise.all(
      this.#children.map(async (child) => {
        const stopped = child.isReady ? child.request('stop', null).catch(() => undefined) : undefined;
        await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, milliseconds).unref())]);
        await child.end(Math.max(0, deadline - Date.now()));
      }),
    );
  }

  /**
   * One that ends while it is asked begins anew with what was asked of it, so it is enough to wait for that.
   */
  async #tellAll<Name extends 'prepare' | 'swap' | 'tail' | 'deny' | 'rotate'>(
    name: Name,
    sent: IngestRequests[Name]['sent'],
  ): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        try {
          await child.request(name, sent);
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'process_ended') throw error;
          await child.ready();
        }
      }),
    );
  }

  #child(journal: string): Child<IngestRequests> {
    const { configuration, name, log, lockFile, onAhead, onTailed, onTip } = this.#options;
    const child: Child<IngestRequests> = new Child<IngestRequests>({
      module: 'ingest-process',
      lockFile,
      onAhead,
      onTailed,
      onTip,
      onFailed: ({ message }) => {
        log.error({ journal }, `an ingest process is replaced: ${message}`);
        child.replace();
      },
      onRestart: (reason) => {
        this.restarts += 1;
        log.error({ journal }, `${reason}; it is started anew`);
      },
      begin: async (channel) => {
        await channel.request('start', {
          configuration,
          name,
          journal,
          port: this.#port,
          floor: this.#floor,
          snapshot: this.#snapshot,
          denied: this.#denied,
          tail: this.#tail,
        });
      },
    });
    return child;
  }
}
