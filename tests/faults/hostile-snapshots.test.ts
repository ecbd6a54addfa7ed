import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metric } from '../collector/harness.js';
import { turns } from '../support/long-run.js';
import { publishBook } from './publish-book.js';
import { Rehearsal } from './rehearsal.js';

test('snapshots that are forged, cut, older or enormous, one after the other under load: the good one serves', async () => {
  let published = '';
  const rehearsal = await Rehearsal.make({
    flags: ['--poll-seconds', '1'],
    catalog: async (book) => {
      published = join(book, '../published');
      await publishBook(book, published);
      copyFileSync(join(published, 'latest'), join(book, '../older'));
      const settings = join(book, 'catalog.json');
      writeFileSync(settings, readFileSync(settings, 'utf8').replace('"title": "', '"title": "The '));
      await publishBook(book, published);
      return published;
    },
  });
  try {
    await rehearsal.start();
    const latest = join(published, 'latest');
    const good = readFileSync(latest, 'utf8');
    const serving = async (): Promise<unknown> => {
      const response = await fetch(`${rehearsal.collector.operatorsUrl}/v1/snapshot`);
      return ((await response.json()) as { statement: unknown }).statement;
    };
    const statement = await serving();
    const hostile: Readonly<Record<string, () => void>> = {
      // There is no content with such an id.
      snapshot_unavailable: () => writeFileSync(latest, good.replaceAll(/[0-9a-f]{64}/gu, '0'.repeat(64))),
      snapshot_malformed: () => writeFileSync(latest, good.slice(0, good.length / 2)),
      snapshot_older: () => copyFileSync(join(rehearsal.scratch, 'older'), latest),
      // Eight gigabytes.
      file_unreadable: () => {
        writeFileSync(latest, '');
        truncateSync(latest, 2 ** 33);
      },
    };
    const rounds = turns(1, 10);
    for (let round = 0; round < rounds; round += 1) {
      for (const [code, put] of Object.entries(hostile)) {
        const refusals = () =>
          metric(rehearsal.collector, `eventbook_collector_snapshot_refusals_total{code="${code}"}`);
        const before = await refusals();
        put();
        await expect.poll(refusals, { timeout: 60_000 }).toBeGreaterThan(before);
        await rehearsal.acknowledge(500);
        expect(await serving()).toEqual(statement);
        writeFileSync(latest, good);
      }
    }
    await rehearsal.account('hostile snapshots', { rounds, refused: rounds * Object.keys(hostile).length });
  } finally {
    await rehearsal.end();
  }
}, 1_800_000);
