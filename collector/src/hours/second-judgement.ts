import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptOutcome } from '@eventbook/shared/event/outcome';
import { Judge } from '@eventbook/shared/event/judge';
import { parseContent } from '@eventbook/shared/snapshot/parse-content';
import type { GroupView } from '../journal/group-view.js';
import type { RecordView } from '../journal/record-view.js';
import { nothingWhereMissing } from './missing-file.js';
import { storedEvent } from './staged-line.js';

const aheadCode = Buffer.from('"code":"ahead_of_snapshot"');

/** What became of an event that was ahead of its collector's snapshot, once that had come. */
export interface SecondVerdict {
  readonly outcome: KeptOutcome;
  /** Empty for the quarantine. */
  readonly table: string;
  /** The snapshot that judged. */
  readonly snapshot: string;
  /** The stored event, without what its origin says. */
  readonly event: Readonly<Record<string, unknown>>;
}

interface KnownSnapshot {
  readonly id: string;
  readonly sequence: number;
}

/** An event waits for a snapshot of this sequence or a later one. */
export interface Waiting {
  readonly sequence: number;
}

/**
 * Judges again what is in the quarantine as `ahead_of_snapshot`: by the first snapshot this data directory has that is
 * no older than the sender's. Snapshots come in ascending order, so it is the same one whenever the hour is written.
 */
export class SecondJudgement {
  readonly #directory: string;
  /** By sequence, ascending. */
  readonly #known: readonly KnownSnapshot[];
  readonly #judges = new Map<string, Judge>();

  private constructor(directory: string, known: readonly KnownSnapshot[]) {
    this.#directory = directory;
    this.#known = known;
  }

  static async open(directory: string): Promise<SecondJudgement> {
    const known: KnownSnapshot[] = [];
    for (const name of (await readdir(directory).catch(nothingWhereMissing)) ?? []) {
      const id = /^([0-9a-f]{64})\.statement\.json$/.exec(name)?.[1];
      if (id === undefined) continue;
      const { sequence } = JSON.parse(await readFile(join(directory, name), 'utf8')) as { sequence: number };
      known.push({ id, sequence });
    }
    known.sort((one, other) => one.sequence - other.sequence || (one.id < other.id ? -1 : 1));
    return new SecondJudgement(directory, known);
  }

  /** Undefined for every record that was not ahead, or whose policy rejects it now: it stays as it is. */
  of(group: GroupView, record: RecordView): SecondVerdict | Waiting | undefined {
    if (record.outcome !== 'quarantined' || !isAhead(group, record)) return undefined;
    const { sequence, _raw: raw, ...stored } = storedEvent(record);
    if (typeof sequence !== 'number' || typeof raw !== 'string') return undefined;
    const snapshot = this.#known.find((known) => known.sequence >= sequence);
    if (snapshot === undefined) return { sequence };
    const environment = group.source.slice(0, Math.max(0, group.source.indexOf('/')));
    const verdict = this.#judge(snapshot).judge(
      parsed(raw),
      { environment, source: group.source },
      () => raw,
    );
    const { outcome, table, content } = verdict;
    if (outcome === 'rejected') return undefined;
    const { event_id, _position, _received_at } = stored;
    const judged = JSON.parse(`{${content}}`) as object;
    return { outcome, table, snapshot: snapshot.id, event: { event_id, _position, _received_at, ...judged } };
  }
  #judge({ id, sequence }: KnownSnapshot): Judge {
    let judge = this.#judges.get(id);
    if (judge === undefined) {
      const content = readFileSync(join(this.#directory, `${id}.json`), 'utf8');
      judge = new Judge(parseContent(content), { sequence });
      this.#judges.set(id, judge);
    }
    return judge;
  }
}

/** The reasons come before what the sender wrote, where a quote has a backslash before it. */
function isAhead({ buffer }: GroupView, { contentStart, contentEnd }: RecordView): boolean {
  return buffer.subarray(contentStart, contentEnd).includes(aheadCode);
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
