import { setTimeout as sleep } from 'node:timers/promises';
import { readWarehouse } from '../support/warehouse.js';
import { type Cluster, succeed } from './cluster.js';
import type { Answered } from './send-events.js';

export interface Counts {
  /** What is to be everywhere: accepted or flagged, and not sent before. */
  readonly wanted: number;
  readonly repeats: number;
  /** By destination, the warehouse among them: events, each counted once. */
  readonly there: ReadonlyMap<string, number>;
}

/**
 * Ends the hour in which everything was sent, and waits until everybody has what he is to get. What nobody will ever get keeps it
 * waiting: whoever asked gives up.
 */
export async function countEverywhere(
  cluster: Cluster,
  answers: ReadonlyMap<string, Answered>,
): Promise<Counts> {
  for (const name of cluster.collectors.keys())
    await succeed('eventbook-collector', ['seal', '--data', cluster.dataOf(name)]);
  await cluster.endHour();
  const all = [...answers.values()];
  const sent = all.reduce((sum, { accepted, flagged }) => sum + accepted + flagged, 0);
  for (;;) {
    const { rows, repeats } = await readWarehouse(cluster.warehouse).catch(() => ({ rows: 0, repeats: 0 }));
    const there = new Map([['warehouse', rows]]);
    for (const { name, count } of cluster.recipients) there.set(name, await count());
    // Repeats are known once the warehouse has all of it.
    const wanted = sent - repeats;
    if ([...there.values()].every((count) => count >= wanted)) return { wanted, repeats, there };
    await sleep(500);
  }
}
