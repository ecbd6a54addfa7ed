import { join } from 'node:path';
import { hourStart, type Hour } from '@eventbook/shared/warehouse/hour';
import { mirrorFormat } from '../../journal/format.js';
import type { GroupOriginRange, GroupView } from '../../journal/group-view.js';
import { Journal } from '../../journal/journal.js';
import { MirroredGroup } from '../../journal/mirrored-group.js';
import { readSegment } from '../../journal/read-segment.js';
import { listSegmentsOf } from '../../journal/segments.js';
import type { HeldSegment } from '../../relay/notes.js';
import { HourArrivals } from './arrivals.js';

/** What is kept of one hour: a journal of its own, and what stands in it. */
export class HourJournal {
  readonly hour: Hour;
  readonly arrivals: HourArrivals;
  /** Whether something has come since the hour was written last. */
  isChanged: boolean;
  /** When something came last, milliseconds of the monotonic clock. */
  changedAt = performance.now();
  /** Whether it is being written: nothing may be added meanwhile. */
  isWritten = false;
  readonly #journal: Journal;
  /** What is not on disk yet. */
  readonly #underWay = new Set<{ readonly collector: string; readonly range: GroupOriginRange }>();

  private constructor(hour: Hour, journal: Journal, arrivals: HourArrivals, isChanged: boolean) {
    this.hour = hour;
    this.arrivals = arrivals;
    this.isChanged = isChanged;
    this.#journal = journal;
  }

  /**
   * Opens it and reads what it holds.
   * @param isChanged whether that was not written yet
   * @throws AppError journal_damaged
   */
  static async open(journalRoot: string, hour: Hour, isChanged: boolean): Promise<HourJournal> {
    const directory = join(journalRoot, hour);
    const journal = await Journal.open(directory, { name: hour, format: mirrorFormat });
    const arrivals = new HourArrivals();
    for (const { path } of await listSegmentsOf(directory, hour)) {
      await readSegment(path, (group) => {
        if (group.origin !== undefined) arrivals.add(group.collector, group.origin);
        if (group.size > 0) arrivals.snapshots.set(group.snapshot, group.collector);
      });
    }
    return new HourJournal(hour, journal, arrivals, isChanged);
  }

  /** Resolves when it is on disk; the view is free again at once. @throws AppError journal_write_failed */
  keep(group: GroupView, range: GroupOriginRange): Promise<void> {
    const { collector } = group;
    const underWay = { collector, range };
    this.#underWay.add(underWay);
    this.arrivals.add(collector, range);
    if (group.size > 0) this.arrivals.snapshots.set(group.snapshot, collector);
    this.isChanged = true;
    this.changedAt = performance.now();
    return new Promise((resolve, reject) => {
      this.#journal.append(new MirroredGroup(group, range, hourStart(this.hour)), (failure) => {
        this.#underWay.delete(underWay);
        if (failure === undefined) resolve();
        else {
          this.arrivals.remove(collector, range);
          reject(failure);
        }
      });
    });
  }

  /** Whether all that has come is on disk. */
  get isOnDisk(): boolean {
    return this.#underWay.size === 0;
  }

  /** What is on disk. */
  get held(): HeldSegment[] {
    const underWay = new HourArrivals();
    for (const { collector, range } of this.#underWay) underWay.add(collector, range);
    return this.arrivals.without(underWay);
  }

  /** Why nothing more can be kept. */
  get failure(): Error | undefined {
    return this.#journal.failure;
  }

  /** Everything that has come is in sealed segments when this resolves. */
  seal(): Promise<void> {
    return this.#journal.rotate();
  }

  close(): Promise<void> {
    return this.#journal.close();
  }
}

/** The journals of a sink, one for each hour of which something comes. */
export class HourJournals {
  readonly #root: string;
  readonly #open = new Map<Hour, Promise<HourJournal>>();

  constructor(journalRoot: string) {
    this.#root = journalRoot;
  }

  /** @param isChanged where it has to be opened: whether what it holds was not written yet */
  of(hour: Hour, isChanged = true): Promise<HourJournal> {
    let journal = this.#open.get(hour);
    if (journal === undefined) {
      journal = HourJournal.open(this.#root, hour, isChanged);
      this.#open.set(hour, journal);
      journal.catch(() => this.#open.delete(hour));
    }
    return journal;
  }

  /** The hours that are open, ascending. */
  get hours(): Hour[] {
    return [...this.#open.keys()].sort();
  }

  async close(hour: Hour): Promise<void> {
    const journal = this.#open.get(hour);
    this.#open.delete(hour);
    await (await journal)?.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.hours.map((hour) => this.close(hour)));
  }
}
