import { afterEach, expect, test } from 'vitest';
import { parquetEngines } from '../parquet/open-engine.js';
import { idOf } from './fixtures/stored-line.js';
import { TestDataDirectory } from './fixtures/test-data-directory.js';

const hour = '2026-11-23T07';
const directories: TestDataDirectory[] = [];
afterEach(async () => {
  for (const data of directories.splice(0)) await data.remove();
});

test('an hour has the same rows whichever engine writes it, a line that does not fit set apart by both', async () => {
  const seen: unknown[] = [];
  for (const parquetEngine of parquetEngines) {
    const data = await TestDataDirectory.make({
      paid: { price: { type: 'number' }, when: { type: 'timestamp' } },
    });
    directories.push(data);
    await data.append(hour, [
      { id: idOf(1), event: 'paid', fields: { price: 1.5, when: 1_763_850_000_123_456 } },
      { id: idOf(2), event: 'paid', fields: { price: 'many' } },
      {
        id: idOf(3),
        event: 'paid',
        outcome: 'flagged',
        more: { _violations: [{ code: 'type', pointer: '/x', message: 'm' }] },
      },
      { id: idOf(4), outcome: 'quarantined', more: { _raw: '🐟' } },
      { id: idOf(4), outcome: 'quarantined', more: { _raw: '🐟' } },
    ]);
    await data.rotate();
    const writer = await data.writer({ parquetEngine });
    const manifest = await writer.write(hour, 'closed');
    expect(manifest).toMatchObject({ unstorable: 1, quarantine_repeats: 1, tables: { paid: { rows: 2 } } });
    expect((await writer.reconcile()).ok).toBe(true);
    const exceptSnapshot = '* EXCLUDE (_snapshot)';
    const apart = `${exceptSnapshot} REPLACE (list_transform(_violations, lambda v: v.code) AS _violations)`;
    seen.push([await data.rows(manifest, 'paid', exceptSnapshot), await data.rows(manifest, '', apart)]);
  }
  expect(seen[1]).toEqual(seen[0]);
});
