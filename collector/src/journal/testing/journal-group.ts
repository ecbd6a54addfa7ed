import { GroupDraft } from '../group-draft.js';
import type { GroupOrigin, JournalRecord } from '../record.js';

/** One request, written out. */
export interface JournalGroup extends GroupOrigin {
  /** Microseconds since the epoch, from `Journal.receive`. */
  readonly receivedAt: number;
  readonly rejected: number;
  readonly records: readonly JournalRecord[];
}

/** The same as a journal takes it. */
export function draftOf({ receivedAt, rejected, records, ...origin }: JournalGroup): GroupDraft {
  const draft = new GroupDraft();
  draft.begin(origin);
  for (const record of records) draft.addText(record);
  draft.receivedAt = receivedAt;
  draft.rejected = rejected;
  return draft;
}
