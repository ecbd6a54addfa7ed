import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Histogram } from './histogram.js';
import { IngestMetrics } from './ingest-metrics.js';
import { renderMetrics } from './render.js';
import { metrics } from './table.js';
import { RequestTally } from './request-tally.js';

describe('metrics', () => {
  it('counts in buckets that hold all smaller ones', async () => {
    const histogram = new Histogram('eventbook_collector_request_events', [1, 10]);
    for (const value of [1, 2, 10, 11]) histogram.observe(value);
    const text = await renderMetrics([histogram.samples()]);
    const name = 'eventbook_collector_request_events';
    for (const line of [
      `${name}_bucket{le="1"} 1`,
      `${name}_bucket{le="10"} 3`,
      `${name}_bucket{le="+Inf"} 4`,
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toContain(`${name}_sum 24`);
    expect(text).toContain(`${name}_count 4`);
  });

  it('sums processes, and takes the highest where a sum says nothing', async () => {
    const processes = [1, 2].map((seconds) => {
      const one = new IngestMetrics();
      const tally = new RequestTally();
      tally.add('shop.paid', 'accepted');
      tally.violate('shop.paid', 'type', 'price');
      one.countRequest(tally);
      one.countAnswer(401, 'key_unknown', 0.1);
      one.journalLagSeconds = seconds;
      return one.samples({
        inFlightBytes: 10,
        pendingBytes: 20,
        journalRefuses: seconds - 1,
        clockAheadSeconds: 0,
        loopDelaySeconds: 0,
      });
    });
    const text = await renderMetrics(processes);
    expect(text).toContain('eventbook_collector_events_total{event="shop.paid",outcome="accepted"} 2');
    expect(text).toContain('eventbook_collector_refused_requests_total{code="key_unknown"} 2');
    expect(text).toContain('violations_total{event="shop.paid",code="type",field="price"} 2');
    expect(text).toContain('eventbook_collector_journal_refuses 1');
    expect(text).toContain('eventbook_collector_in_flight_bytes 20');
    expect(text).toContain('eventbook_collector_journal_lag_seconds 2');
  });

  it('are what docs/collector.md says', () => {
    const page = readFileSync(new URL('../../../docs/collector.md', import.meta.url), 'utf8');
    const rows = [
      ...page.matchAll(/^\| `(eventbook_(?:collector|sink)_[a-z_]+)` \| (\w+) \| (.*?) \| (.*) \|$/gm),
    ];
    expect(rows.map((row) => row.slice(1))).toEqual(
      Object.entries(metrics).map(([name, { type, labels, help }]) => [
        name,
        type,
        labels.map((label) => `\`${label}\``).join(', '),
        help,
      ]),
    );
  });
});
