import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { ServerConfiguration } from '../config/configuration.js';
import type { Logger } from '../log/logger.js';
import type { Sample } from '../metrics/table.js';
import type { JournalTip } from '../relay/journal-tips.js';
import type { Replayed } from '../relay/replay.js';
import { Child } from './child.js';
import type { RelayRequests, StoredSnapshot } from './messages.js';
import { RelayClock } from './relay-clock.js';

export interface RelayLineOptions {
  readonly configuration: ServerConfiguration;
  readonly name: string;
  readonly log: Logger;
  readonly lockFile: number;
}

/** The parent's end of the relay: what it was told last is what one that is started anew begins with. */
export class RelayLine {
  restarts = 0;
  readonly #child: Child<RelayRequests>;
  readonly #log: Logger;
  readonly #tips = new Map<string, JournalTip>();
  #snapshot: StoredSnapshot | null = null;
  #over: Hour | null = null;

  constructor({ configuration, name, log, lockFile }: RelayLineOptions) {
    this.#log = log;
    this.#child = new Child<RelayRequests>({
      module: 'relay-process',
      lockFile,
      begin: async (channel) => {
        const tips = [...this.#tips.values()];
        await channel.request('start', {
          configuration,
          name,
          snapshot: this.#snapshot,
          tips,
          over: this.#over,
        });
      },
      onRestart: (reason) => {
        this.restarts += 1;
        log.error(`${reason}; it is started anew`);
      },
    });
  }

  /** @throws AppError what keeps it from starting */
  async ready(): Promise<void> {
    await this.#child.ready();
  }

  /** What ends the hours of a collector that has a relay. */
  clock(rotate: (floor: number) => Promise<void>, tend: () => Promise<unknown>): RelayClock {
    return new RelayClock({
      log: this.#log,
      rotate,
      tend,
      over: async (hour) => {
        this.#over = hour;
        await this.#child.request('hourOver', { hour });
      },
      drained: async () => {
        await this.#child.request('drained', null);
      },
    });
  }

  /** @throws AppError checkpoint_unusable: then nothing is judged by the snapshot either */
  async use(snapshot: StoredSnapshot): Promise<void> {
    await this.#child.request('use', snapshot);
    this.#snapshot = snapshot;
  }

  tip(tip: JournalTip): void {
    this.#tips.set(tip.journal, tip);
    this.#child.request('tip', tip).catch(() => undefined);
  }

  replay(destination: string, hours: readonly Hour[]): Promise<Replayed> {
    return this.#child.request('replay', { destination, hours });
  }

  async samples(): Promise<readonly Sample[]> {
    return this.#child.isReady ? this.#child.request('metrics', null).catch(() => []) : [];
  }

  /** Its checkpoints are written; what was not sent by then is sent at the next start. */
  async stop(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), milliseconds)));
    if (this.#child.isReady) await Promise.race([this.#child.request('stop', null).catch(() => null), over]);
    clearTimeout(timer);
    await this.#child.end(1000);
  }
}
