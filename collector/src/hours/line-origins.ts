import { type KeptOutcome } from '@eventbook/shared/event/outcome';
import type { GroupView } from '../journal/group-view.js';
import type { LineOrigin } from '../parquet/engine.js';

/**
 * What the lines of an hour say alike: there are as many as senders, snapshots and outcomes go together, so a line
 * carries a number in the place of two hundred bytes.
 */
export class LineOrigins {
  readonly #known = new Map<string, LineOrigin>();
  #source = '';
  #snapshot = '';
  #collector = '';
  #ofGroup: Partial<Record<KeptOutcome, LineOrigin>> = {};

  /** The same object for the same values. */
  of(group: Pick<GroupView, 'source' | 'snapshot' | 'collector'>, outcome: KeptOutcome): LineOrigin {
    const { source, snapshot, collector } = group;
    if (source !== this.#source || snapshot !== this.#snapshot || collector !== this.#collector) {
      this.#source = source;
      this.#snapshot = snapshot;
      this.#collector = collector;
      this.#ofGroup = {};
    }
    return (this.#ofGroup[outcome] ??= this.#make(source, snapshot, collector, outcome));
  }

  #make(source: string, snapshot: string, collector: string, outcome: KeptOutcome): LineOrigin {
    const key = `${outcome}\n${snapshot}\n${collector}\n${source}`;
    let origin = this.#known.get(key);
    if (origin === undefined) {
      origin = {
        _outcome: outcome,
        _environment: source.slice(0, Math.max(0, source.indexOf('/'))),
        _source: source,
        _snapshot: snapshot,
        _collector: collector,
      };
      this.#known.set(key, origin);
    }
    return origin;
  }
}
