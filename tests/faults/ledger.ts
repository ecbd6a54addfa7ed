import { findEvents } from './found-events.js';
import type { Load } from './load.js';

export interface Ledger extends Readonly<Record<string, number>> {
  readonly sent: number;
  readonly acknowledged: number;
  readonly 'sent again': number;
  readonly stored: number;
  readonly quarantined: number;
  readonly repeats: number;
  readonly twice: number;
  readonly lost: number;
}

/** Holds what senders were told against what Parquet holds. */
export async function takeLedger(load: Load, warehouse: string): Promise<Ledger> {
  const found = await findEvents(warehouse);
  const accepted = load.ids('accepted');
  const quarantined = load.ids('quarantined');
  const lost = [
    ...accepted.filter((id) => !found.stored.has(id)),
    ...quarantined.filter((id) => !found.quarantined.has(id)),
  ].length;
  return {
    sent: load.known.size,
    acknowledged: accepted.length + quarantined.length,
    'sent again': load.retries,
    stored: found.stored.size,
    quarantined: found.quarantined.size,
    repeats: found.repeats,
    twice: found.twice,
    lost,
  };
}
