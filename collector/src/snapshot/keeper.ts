import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { ErrorCode } from '@eventbook/shared/errors/codes';
import { admitSnapshot, type Snapshot } from '@eventbook/shared/snapshot/admit';
import type { Bundle } from '@eventbook/shared/snapshot/bundle';
import { wallMilliseconds } from '../clock/wall-clock.js';
import type { Logger } from '../log/logger.js';
import type { StoredSnapshot } from '../processes/messages.js';
import { keepAsCurrent, keepContent, readKept } from './kept.js';
import type { SnapshotSource } from './source.js';

export interface KeeperOptions {
  readonly source: SnapshotSource;
  /** `<data>/snapshots` */
  readonly directory: string;
  readonly trustedKeys: readonly string[];
  readonly pollSeconds: number;
  readonly log: Logger;
  /** Called when its content is on disk: it is current when this resolves, and refused when it rejects. */
  readonly onAdmitted: (stored: StoredSnapshot) => Promise<void>;
}

/** What was refused last, and why. */
export interface LastRefusal {
  readonly code: ErrorCode;
  readonly message: string;
  /** RFC 3339. */
  readonly at: string;
}

const wakeAtMostEvery = 1000;
/** How long a start waits for the place of the snapshots where there is one that can serve. */
const patience = 2000;

/**
 * Holds the current snapshot: asks the source for a newer one, admits it, keeps it. One bad snapshot
 * changes nothing and is counted by its code.
 */
export class SnapshotKeeper {
  readonly refusals = new Map<ErrorCode, number>();
  lastRefusal: LastRefusal | undefined;
  lastError: AppError | undefined;
  /** When the source last answered, milliseconds since the epoch. */
  checkedAt: number | undefined;
  swaps = 0;
  readonly #options: KeeperOptions;
  #current: Snapshot | undefined;
  #timer: NodeJS.Timeout | undefined;
  #polling: Promise<void> | undefined;
  #admitting: Promise<void> | undefined;
  #lastPoll = 0;
  #stopped = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  get current(): Snapshot | undefined {
    return this.#current;
  }

  /** Takes up the last good snapshot, asks for a newer one, and goes on asking until `stop`. */
  async start(): Promise<void> {
    try {
      const kept = await readKept(this.#options.directory);
      if (kept !== undefined) await this.#admit(kept);
    } catch (error) {
      this.#refused(error);
    }
    const asked = this.poll();
    // What stands in a folder is what its author means now; a place elsewhere may be slow, and the last good one serves.
    const waits = this.#current === undefined || this.#options.source.kind === 'folder';
    await (waits ? asked : Promise.race([asked, sleep(patience, undefined, { ref: false })]));
  }

  /** Asks now, or joins the asking that is under way. */
  poll(): Promise<void> {
    this.#polling ??= this.#ask().finally(() => {
      this.#polling = undefined;
      this.#schedule();
    });
    return this.#polling;
  }

  /** Asks soon, at most once a second: a sender knows a newer snapshot. */
  wake(): void {
    if (this.#stopped || this.#polling !== undefined) return;
    this.#later(Math.max(0, this.#lastPoll + wakeAtMostEvery - Date.now()));
  }

  /** Asks no more. Waits for what is being taken up, and not for a place that does not answer. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#admitting;
  }

  async #ask(): Promise<void> {
    this.#lastPoll = Date.now();
    try {
      const found = await this.#options.source.fetch(this.#current);
      this.checkedAt = wallMilliseconds();
      if (found === undefined || this.#stopped) return;
      const admitting = this.#admit(found);
      this.#admitting = admitting.catch(() => undefined);
      await admitting;
    } catch (error) {
      if (!this.#stopped) this.#refused(error);
    }
  }

  async #admit(bundle: Bundle): Promise<void> {
    const { source, trustedKeys, directory, onAdmitted, log } = this.#options;
    const anyChange = source.kind === 'folder';
    const admitted = admitSnapshot(bundle, { trustedKeys, current: this.#current, anyChange });
    if (admitted === this.#current) return;
    const stored = await keepContent(directory, admitted);
    await onAdmitted(stored);
    await keepAsCurrent(directory, admitted);
    this.#current = admitted;
    this.swaps += 1;
    const { id, sequence, commit } = admitted.statement;
    log.info({ id, sequence, commit }, 'events are judged by a new snapshot');
  }

  #refused(error: unknown): void {
    const known =
      error instanceof AppError
        ? error
        : new AppError('bug', 'internal', error instanceof Error ? error.message : String(error), {
            cause: error,
          });
    const { code, message, hint, cause } = known;
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
    const repeated = this.lastRefusal?.code === code && this.lastRefusal.message === message;
    this.lastRefusal = { code, message, at: new Date().toISOString() };
    this.lastError = known;
    // A place that stays away, or a bad snapshot that stays there, is told once.
    this.#options.log[repeated ? 'debug' : 'warn'](
      { code, hint, ...(known.kind === 'bug' ? { err: cause } : {}) },
      `no new snapshot: ${message}`,
    );
  }

  #schedule(): void {
    const seconds = this.#options.source.pollSeconds ?? this.#options.pollSeconds;
    // Many collectors of one place do not ask it in step.
    this.#later(seconds * 1000 * (0.9 + Math.random() * 0.2));
  }

  #later(milliseconds: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.poll(), milliseconds);
  }
}
