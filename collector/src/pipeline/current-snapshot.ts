import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { Judge } from '@eventbook/shared/event/judge';
import { parseContent } from '@eventbook/shared/snapshot/parse-content';
import type { SnapshotStatement } from '@eventbook/shared/snapshot/statement';
import type { StoredSnapshot } from '../processes/messages.js';
import { Senders } from './senders.js';

/** How long validators may be compiled before requests have their turn, in milliseconds. */
const slice = 4;

/** A snapshot made ready to judge by: swapped in whole, in one step. */
export interface CurrentSnapshot {
  readonly statement: SnapshotStatement;
  readonly catalog: Catalog;
  readonly judge: Judge;
  readonly senders: Senders;
}

/**
 * Reads a snapshot that the parent admitted and compiles what the current one was lately used for, in
 * slices. Throws where something of that cannot be compiled: then the current one stays.
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
  const catalog = parseContent(await readFile(stored.path, 'utf8'));
  const judge = new Judge(catalog, { sequence: statement.sequence });
  let until = performance.now() + slice;
  for (const key of current?.judge.known() ?? []) {
    if (performance.now() >= until) {
      await setImmediate();
      until = performance.now() + slice;
    }
    judge.compile(key);
  }
  const known = { statement, catalog, judge };
  return { ...known, senders: sendersOf(known, collector, denied) };
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
