import { join } from 'node:path';
import { hourEnd, hourOf } from '@eventbook/shared/warehouse/hour';
import { describe, expect, test } from 'vitest';
import { Journal } from './journal.js';
import { draftOf, type JournalGroup } from './testing/journal-group.js';
import { listSegments } from './segments.js';
import { append, asWritten, readAll, sampleGroup, sampleTime } from './testing/sample-groups.js';
import { inScratchFolder } from './testing/scratch-folder.js';

/** A journal named `a` in a folder of journals. */
function withJournal(
  work: (journal: Journal, root: string) => Promise<void>,
  options: { segmentBytes?: number; floor?: number } = {},
): Promise<void> {
  return inScratchFolder(async (root) => {
    const journal = await Journal.open(join(root, 'a'), { name: 'a', ...options });
    try {
      await work(journal, root);
    } finally {
      await journal.close();
    }
  });
}

describe('a journal gives back what it took', () => {
  test('every outcome, text of every width, groups without records, long lines', () =>
    withJournal(async (journal, root) => {
      const sent: JournalGroup[] = [];
      const send = (group: JournalGroup): Promise<void> => {
        sent.push(group);
        return append(journal, group);
      };
      const outcomes = ['accepted', 'flagged', 'quarantined', 'flagged'] as const;
      await send(sampleGroup(journal, sampleTime, { outcomes, rejected: 3 }));
      await send(sampleGroup(journal, sampleTime + 1, { text: 'Мурманск 🐟 ñ', source: 'сайт/веб' }));
      await send(sampleGroup(journal, sampleTime + 2, { outcomes: [], rejected: 7 }));
      await send(sampleGroup(journal, sampleTime + 3, { text: 'long '.repeat(200_000) }));
      await journal.close();
      expect(asWritten(await readAll(root))).toEqual(sent);
      const [first] = await readAll(root);
      expect(first?.lines[1]).toBe(
        '{"event_id":"0192f3c4-7b1a-7d40-8c11-000000000001","_position":"a:1","_received_at":1795417200000000,' +
          `"_outcome":"flagged","_environment":"site","_source":"site/web","_snapshot":"${'a5'.repeat(32)}",` +
          '"_collector":"sample","event":"checkout.order_paid","text":"x"}',
      );
      // Blocks far smaller than a group, and a buffer that has to grow.
      expect(asWritten(await readAll(root, 512))).toEqual(sent);
      const [segment] = await listSegments(root);
      expect(segment?.seal?.counts).toEqual({ accepted: 3, flagged: 2, quarantined: 1, rejected: 10 });
      expect(segment).toMatchObject({ journal: 'a', hour: '2026-11-23T07', first: 0, sealed: true });
    }));

  test('a lone surrogate, which UTF-8 cannot say, does not move what stands behind it', () =>
    withJournal(async (journal, root) => {
      await append(
        journal,
        sampleGroup(journal, sampleTime, { outcomes: ['accepted', 'accepted'], text: 'a\ud800b' }),
      );
      await journal.close();
      const [group] = await readAll(root);
      expect(group?.records.map(({ content }) => content)).toEqual(
        Array<string>(2).fill('"event":"checkout.order_paid","text":"a\ufffdb"}'),
      );
    }));

  test('appended all at once, groups keep the order of the calls and share writes', () =>
    withJournal(async (journal, root) => {
      const settled: number[] = [];
      const appends = Array.from({ length: 2000 }, async (_, index) => {
        const outcomes = index % 3 === 0 ? (['accepted', 'flagged'] as const) : (['accepted'] as const);
        await append(journal, sampleGroup(journal, sampleTime + index, { outcomes }));
        settled.push(index);
        // A second wave, appended while the first one is being written.
        if (index % 10 === 0) await append(journal, sampleGroup(journal, sampleTime + index));
      });
      expect(journal.pendingBytes).toBeGreaterThan(2000 * 100);
      await Promise.all(appends);
      expect(journal.pendingBytes).toBe(0);
      await journal.close();
      expect(settled).toEqual(Array.from({ length: 2000 }, (_, index) => index));
      const groups = await readAll(root);
      expect(groups).toHaveLength(2200);
      expect(groups.flatMap(({ lines }) => lines.map(positionIn))).toEqual(
        Array.from({ length: journal.nextPosition }, (_, index) => index),
      );
    }));
});

test('who throws when it is told keeps nobody else from being told, and nothing from being kept', () =>
  withJournal(async (journal, root) => {
    const thrown: unknown[] = [];
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    try {
      const kept = sampleGroup(journal, sampleTime);
      journal.append(draftOf(kept), () => {
        throw new Error('a bug');
      });
      await append(journal, kept);
      await new Promise((resolve) => setImmediate(resolve));
      await journal.close();
      expect(await readAll(root)).toHaveLength(2);
      expect(thrown).toMatchObject([{ message: 'a bug' }]);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const other of others) process.on('uncaughtException', other);
    }
  }));

describe('segments', () => {
  test('one holds one UTC hour', () =>
    withJournal(async (journal, root) => {
      const end = hourEnd(hourOf(sampleTime));
      const times = [sampleTime, end - 1, end, end + 1, end + 5 * 3_600_000_000];
      await Promise.all(times.map((time) => append(journal, sampleGroup(journal, time))));
      await journal.close();
      const groups = await readAll(root);
      expect(groups.map(({ receivedAt }) => receivedAt)).toEqual(times);
      expect(groups.map(({ hour }) => hour)).toEqual(times.map(hourOf));
      expect((await listSegments(root)).map(({ first }) => first)).toEqual([0, 2, 4]);
    }));

  test('one ends with the group that reaches the size', () =>
    withJournal(
      async (journal, root) => {
        for (let index = 0; index < 60; index += 1) await append(journal, sampleGroup(journal, sampleTime));
        await journal.close();
        const segments = await listSegments(root);
        expect(segments.length).toBeGreaterThan(3);
        for (const { bytes } of segments.slice(0, -1)) {
          expect(bytes).toBeGreaterThanOrEqual(2000);
          expect(bytes).toBeLessThan(2300);
        }
        expect(await readAll(root)).toHaveLength(60);
      },
      { segmentBytes: 2000 },
    ));

  test('rotating seals what was appended before it, and an empty journal makes no file', () =>
    withJournal(async (journal, root) => {
      await journal.rotate();
      expect(await listSegments(root)).toEqual([]);
      const before = append(journal, sampleGroup(journal, sampleTime));
      const rotated = journal.rotate();
      const behind = append(journal, sampleGroup(journal, sampleTime));
      await Promise.all([before, rotated, behind]);
      expect((await listSegments(root)).map(({ first, sealed }) => [first, sealed])).toEqual([
        [0, true],
        [1, false],
      ]);
    }));

  test('segments without a record, one after the other, stand beside each other', () =>
    withJournal(async (journal, root) => {
      for (const rejected of [1, 2, 3]) {
        await append(journal, sampleGroup(journal, sampleTime, { outcomes: [], rejected }));
        await journal.rotate();
      }
      await journal.close();
      const again = await Journal.open(join(root, 'a'), { name: 'a' });
      await append(again, sampleGroup(again, sampleTime, { outcomes: [], rejected: 4 }));
      await again.close();
      expect((await readAll(root)).map(({ rejected }) => rejected)).toEqual([1, 2, 3, 4]);
    }));
});

describe('time and positions', () => {
  test('_received_at never goes below the floor, the clock before, or what was there at the last run', () =>
    withJournal(
      async (journal, root) => {
        expect(journal.receive(sampleTime)).toBe(sampleTime + 10);
        expect(journal.receive(sampleTime + 20)).toBe(sampleTime + 20);
        expect(journal.receive(sampleTime + 15)).toBe(sampleTime + 20);
        await append(journal, sampleGroup(journal, sampleTime + 30));
        await journal.rotate({ floor: sampleTime + 50 });
        expect(journal.receive(sampleTime + 40)).toBe(sampleTime + 50);
        await append(journal, sampleGroup(journal, sampleTime + 60));
        await journal.close();
        const again = await Journal.open(join(root, 'a'), { name: 'a' });
        expect(again.receive(0)).toBe(sampleTime + 60);
        expect(again.nextPosition).toBe(2);
        await again.close();
      },
      { floor: sampleTime + 10 },
    ));

  test('a group from before the last one is refused, and changes nothing', () =>
    withJournal(async (journal) => {
      const early = sampleGroup(journal, sampleTime);
      await append(journal, sampleGroup(journal, sampleTime + 1));
      await expect(append(journal, early)).rejects.toMatchObject({ code: 'internal' });
      expect(journal.nextPosition).toBe(1);
      expect(journal.failure).toBeUndefined();
    }));

  test('a group the format has no room for is refused whole, and the next one is kept', () =>
    withJournal(async (journal, root) => {
      const good = sampleGroup(journal, sampleTime, { outcomes: ['accepted', 'accepted'] });
      const bad = { ...good, records: good.records.map((record) => ({ ...record, table: 't'.repeat(256) })) };
      await expect(append(journal, bad)).rejects.toMatchObject({ code: 'internal' });
      await append(journal, good);
      await journal.close();
      expect(asWritten(await readAll(root))).toEqual([good]);
    }));

  test('a closed journal takes nothing more', () =>
    withJournal(async (journal) => {
      const group = sampleGroup(journal, sampleTime);
      await journal.close();
      await expect(append(journal, group)).rejects.toMatchObject({ code: 'journal_write_failed' });
      await expect(journal.rotate()).rejects.toMatchObject({ code: 'journal_write_failed' });
    }));
});

function positionIn(line: string): number {
  return Number((/"_position":"a:(\d+)"/.exec(line) ?? [])[1]);
}
