import type { Destination } from '@eventbook/shared/catalog/model';
import { MessageBatch } from '../nsq/message-batch.js';
import type { Block } from './block.js';
import type { Selection } from './routes.js';

export interface LineFraming {
  readonly framing: NonNullable<Destination['framing']>;
  /** A message of several events ends with the one that reaches this. */
  readonly messageBytes: number;
  /** By the snapshot that judged. */
  readonly selections: ReadonlyMap<string, Selection>;
  /** An event that no message can hold: nsqd would refuse all that is sent with it. */
  readonly onOversize: (position: number) => void;
}

/** No message that nsqd takes as it is usually run is larger. */
export const largestMessage = 1024 * 1024;
/** One MPUB ends with the message that reaches this; nsqd takes 5 MiB. */
const batchBytes = 1024 * 1024;
/** Of a stored event before `event`, in bytes, as it usually is. */
const longestPrefix = 320;

/**
 * The stored events of a block that a destination gets, as JSON: one a message, or several, each with a newline behind it.
 */
export function frameLines(block: Block, framing: LineFraming): MessageBatch[] {
  const { selections, messageBytes, onOversize } = framing;
  const isBatch = framing.framing === 'batch';
  const batches: MessageBatch[] = [];
  // The collector's own keys stand in a line and once a group in the journal.
  const expected = Math.min(block.bytes.length + block.records * longestPrefix, batchBytes + messageBytes);
  let batch = new MessageBatch(expected);
  let isOpen = false;
  const end = (): void => {
    if (isOpen) batch.end();
    isOpen = false;
  };
  const turn = (): void => {
    end();
    if (batch.count > 0) batches.push(batch);
    batch = new MessageBatch(expected);
  };
  block.groups((group) => {
    if (group.size === 0) return;
    const selection = selections.get(group.snapshot);
    if (selection === undefined) return;
    group.records((record) => {
      if (!selection.takes(record.table, record.outcome)) return;
      const room = record.lineLength;
      if (room > largestMessage) {
        onOversize(record.position);
        return;
      }
      if (isOpen && (!isBatch || batch.messageBytes + room > messageBytes)) end();
      if (!isOpen && batch.bytes > batchBytes) turn();
      if (!isOpen) batch.begin();
      batch.events += 1;
      isOpen = true;
      // An event alone needs no newline.
      batch.write(room, (target, at) => record.copyLine(target, at) - (isBatch ? 0 : 1));
    });
  });
  turn();
  return batches;
}
