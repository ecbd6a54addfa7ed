import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metric } from '../collector/harness.js';
import { turns } from '../support/long-run.js';
import { serveFolder } from '../support/static-server.js';
import { publishBook } from './publish-book.js';
import { Rehearsal } from './rehearsal.js';

const hour = 3_600_000;
const unchecked = 'eventbook_collector_snapshot_unchecked_seconds';

test('the host of the snapshots is away for a day: the last good one serves, through kills, and its age is told', async () => {
  let host: Awaited<ReturnType<typeof serveFolder>> | undefined;
  let published = '';
  const rehearsal = await Rehearsal.make({
    clock: true,
    flags: ['--poll-seconds', '1'],
    catalog: async (book) => {
      published = join(book, '../published');
      await publishBook(book, published);
      host = await serveFolder(published);
      return host.url;
    },
  });
  try {
    const start = Date.parse('2026-11-22T10:00:00Z');
    await rehearsal.clock?.set(new Date(start));
    await rehearsal.start();
    await rehearsal.acknowledge(1000);
    await host?.close();
    const steps = turns(4, 24);
    for (let step = 1; step <= steps; step += 1) {
      await rehearsal.clock?.set(new Date(start + (step / steps) * 24 * hour));
      await rehearsal.acknowledge(500);
      const age = await metric(rehearsal.collector, unchecked);
      expect(age).toBeGreaterThan((step / steps) * 24 * 3600 - 60);
      expect((await fetch(`${rehearsal.collector.operatorsUrl}/readyz`)).status).toBe(200);
    }
    // Nor does it need its host to begin anew.
    await rehearsal.stop('kill');
    await rehearsal.start();
    await rehearsal.acknowledge(500);
    await rehearsal.account('the host of snapshots away for a day', { steps });
  } finally {
    await rehearsal.end();
  }
}, 1_800_000);
