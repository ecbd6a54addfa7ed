import { basename } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { DestinationRelay } from './destination-relay.js';
import type { Segment } from '../journal/segments.js';
import { openSegmentOf, segmentsOf } from './hour-segments.js';
import type { JournalTips } from './journal-tips.js';
import type { SegmentRange } from './notes.js';

/** What was sent again. */
export interface Replayed {
  readonly events: number;
  readonly messages: number;
}

/** @throws AppError usage */
export function noRelay(): Promise<never> {
  return Promise.reject(
    new AppError('user', 'usage', 'Nothing is relayed here, so nothing can be replayed.', {
      hint: 'A collector relays where it is given --nsqd or --nsqlookupd.',
    }),
  );
}

/**
 * Sends an hour again from its journals, as it went the first time: by the routes of the snapshots that judged. Of an hour that
 * is going on, what has come to the destination's turn already: the rest is still to be sent.
 * @param missing only blocks that these bytes are in; all where it is not given
 */
export async function replayHour(
  { journalRoot, tips }: { readonly journalRoot: string; readonly tips: JournalTips },
  hour: Hour,
  relay: DestinationRelay,
  missing?: readonly SegmentRange[],
): Promise<Replayed> {
  let events = 0;
  let messages = 0;
  for (const segment of await segmentsOf(journalRoot, hour)) {
    const reader = await openSegmentOf(segment);
    if (reader === undefined) continue;
    try {
      const limit = segment.seal === undefined ? syncedBytes(segment, tips) : reader.size;
      const sent = relay.places.get(segment.journal)?.position ?? Infinity;
      const ranges = missing?.filter(({ segment: id }) => id === reader.segment.header.id);
      if (ranges?.length === 0) continue;
      for (let block = await reader.next(limit); block !== undefined; block = await reader.next(limit)) {
        const { from, to } = block;
        if (block.next - block.records >= sent) break;
        if (ranges?.every((range) => range.to <= from || range.from >= to) === true) continue;
        const again = await relay.resend(block);
        events += again.events;
        messages += again.messages;
      }
    } finally {
      await reader.close();
    }
  }
  return { events, messages };
}

/** How much of a segment that is being written is certain to stay as it is. */
function syncedBytes({ path, journal }: Segment, tips: JournalTips): number {
  const tip = tips.get(journal);
  return tip?.bytes != null && basename(path) === tip.segment ? tip.bytes : 0;
}
