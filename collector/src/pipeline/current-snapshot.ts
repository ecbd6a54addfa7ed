import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { Judge } from '@eventbook/shared/event/judge';
import { parseAdmittedContent } from '@eventbook/shared/snapshot/parse-content';
import type { SnapshotStatement } from '@eventbook/shared/snapshot/statement';
import type { StoredSnapshot } from '../processes/messages.js';
import { Senders } from './senders.js';

/** How long a snapshot may be worked on before requests have their turn, in milliseconds. */
const slice = 4;

/** A snapshot made ready to judge by: swapped in whole, in one step. */
export interface CurrentSnapshot {
  readonly statement: SnapshotStatement;
  readonly catalog: Catalog;
  readonly judge: Judge;
  readonly senders: Senders;
}

/**
 * Reads a snapshot that the parent admitted, makes ready and tries what the current one was lately used for, in
 * slices. Throws where something of that cannot be judged by: then the current one stays.
 */
export async function prepareSnapshot(
  stored: StoredSnapshot,
  current: CurrentSnapshot | undefined,
  collector: string,
  denied: ReadonlySet<string>,
): Promise<CurrentSnapshot> {
  const { statement } = stored;
  if (current?.statement.id === statement.id) {
    current.judge.advance(statement.sequence);
    return { ...current, statement };
  }
  let until = performance.now() + slice;
  const pause = (): Promise<void> | undefined => {
    if (performance.now() < until) return undefined;
    return setImmediate().then(() => {
      until = performance.now() + slice;
    });
  };
  const catalog = await parseAdmittedContent(await readFile(stored.path, 'utf8'), pause);
  const judge = new Judge(catalog, { sequence: statement.sequence });
  for (const known of current?.judge.known() ?? []) {
    await pause();
    judge.prepare(known);
  }
  const next = { statement, catalog, judge };
  return { ...next, senders: sendersOf(next, collector, denied) };
}

/** The same snapshot with other keys denied. */
export function denyKeys(
  current: CurrentSnapshot,
  collector: string,
  denied: ReadonlySet<string>,
): CurrentSnapshot {
  return { ...current, senders: sendersOf(current, collector, denied) };
}

function sendersOf(
  { statement, catalog, judge }: Omit<CurrentSnapshot, 'senders'>,
  collector: string,
  denied: ReadonlySet<string>,
): Senders {
  return new Senders({ catalog, judge, snapshotId: statement.id, collector, denied });
}
