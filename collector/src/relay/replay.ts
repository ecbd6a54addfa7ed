import { AppError } from '@eventbook/shared/errors/app-error';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { DestinationRelay } from './destination-relay.js';
import { openSealed, segmentsOf } from './hour-segments.js';
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
 * Sends an hour again from its journals, as it went the first time: by the routes of the snapshots that judged.
 * @param missing only blocks that these bytes are in; all where it is not given
 */
export async function replayHour(
  journalRoot: string,
  hour: Hour,
  relay: DestinationRelay,
  missing?: readonly SegmentRange[],
): Promise<Replayed> {
  let events = 0;
  let messages = 0;
  for (const segment of await segmentsOf(journalRoot, hour)) {
    if (segment.seal === undefined) continue;
    const reader = await openSealed(segment);
    try {
      const ranges = missing?.filter(({ segment: id }) => id === reader.segment.header.id);
      if (ranges?.length === 0) continue;
      for (
        let block = await reader.next(reader.size);
        block !== undefined;
        block = await reader.next(reader.size)
      ) {
        const { from, to } = block;
        if (ranges?.every((range) => range.to <= from || range.from >= to) === true) continue;
        const sent = await relay.resend(block);
        events += sent.events;
        messages += sent.messages;
      }
    } finally {
      await reader.close();
    }
  }
  return { events, messages };
}
