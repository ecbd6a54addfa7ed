import { type KeptOutcome } from '@eventbook/shared/event/outcome';
import type { GroupView } from './group-view.js';
import type { RecordView } from './record-view.js';

const idKey = Buffer.from('{"event_id":"');
const idLength = 36;
/** Everything of one group behind the position, by outcome. */
type Tails = Partial<Record<KeptOutcome, Buffer>>;

/**
 * Writes the collector's own keys of a stored event, which format 2 keeps once a group: `{"event_id":…` up to the
 * content (shared/event/stored-event.ts says their order).
 */
export class StoredPrefix {
  #journal: string | undefined;
  #beforePosition: Buffer = Buffer.alloc(0);
  #source = '';
  #snapshot = '';
  #collector = '';
  #receivedAt = -1;
  #tails: Tails = {};

  /** In bytes. */
  length(group: GroupView, record: RecordView): number {
    const tail = this.#tail(group, record.outcome);
    return idKey.length + idLength + this.#beforePosition.length + digitsOf(record.position) + tail.length;
  }

  write(group: GroupView, record: RecordView, target: Buffer, at: number): number {
    const tail = this.#tail(group, record.outcome);
    let end = at + idKey.copy(target, at);
    record.writeId(target, end);
    end += idLength;
    end += this.#beforePosition.copy(target, end);
    end = writeDigits(target, end, record.position);
    return end + tail.copy(target, end);
  }

  #tail(group: GroupView, outcome: KeptOutcome): Buffer {
    const { source, snapshot, collector, receivedAt } = group;
    if (group.journal !== this.#journal) {
      this.#journal = group.journal;
      this.#beforePosition = Buffer.from(`","_position":${JSON.stringify(`${group.journal}:`).slice(0, -1)}`);
    }
    const isKnown =
      receivedAt === this.#receivedAt &&
      source === this.#source &&
      snapshot === this.#snapshot &&
      collector === this.#collector;
    if (!isKnown) {
      this.#source = source;
      this.#snapshot = snapshot;
      this.#collector = collector;
      this.#receivedAt = receivedAt;
      this.#tails = {};
    }
    return (this.#tails[outcome] ??= tailOf(group, outcome));
  }
}

function tailOf(group: GroupView, outcome: KeptOutcome): Buffer {
  const { source, snapshot, collector, receivedAt } = group;
  const members = JSON.stringify({
    _received_at: receivedAt,
    _outcome: outcome,
    _environment: source.slice(0, Math.max(0, source.indexOf('/'))),
    _source: source,
    _snapshot: snapshot,
    _collector: collector,
  });
  return Buffer.from(`",${members.slice(1, -1)},`);
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits += 1;
  return digits;
}

function writeDigits(target: Buffer, at: number, value: number): number {
  const end = at + digitsOf(value);
  let rest = value;
  for (let place = end - 1; place >= at; place -= 1) {
    target[place] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return end;
}
