import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { expect, test, vi } from 'vitest';
import type { TailReport } from './tailed-event.js';
import { TailTap } from './tail-tap.js';

test('an event that comes to disk long after it was judged is shown all the same', async () => {
  const reports: TailReport[] = [];
  const tap = new TailTap((report) => reports.push(report));
  tap.watch([{ events: [], sources: [], outcomes: [] }]);
  expect(tap.wants('shop.paid', 'site/web', 'accepted')).toBe(true);
  await vi.waitFor(() => expect(reports).toEqual([{ events: [], passed: 1 }]), { timeout: 60_000 });
  const seen = { event: 'shop.paid', source: 'site/web', outcome: 'accepted', id: 'x' } as const;
  tap.show({ ...seen, violations: [], content: '' }, parseCatalog(new Map()).catalog);
  await vi.waitFor(() => expect(reports).toHaveLength(2), { timeout: 60_000 });
  expect(reports[1]).toMatchObject({ events: [{ event: 'shop.paid', event_id: 'x' }], passed: 0 });
  tap.watch([]);
});
