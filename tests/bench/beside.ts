import { join } from 'node:path';
import { startCollector } from '../support/collector.js';
import { runCommand } from '../support/run-command.js';
import { CpuShare } from './cpu-share.js';
import { writeCatalog } from './door.js';
import { childrenOf } from './processes.js';
import type { Figure } from './table.js';
import { envelopes } from './workload.js';
import { placeholder, putLoad } from './wrk.js';

const connections = 32;
const eventsPerRequest = 100;

/** How long senders wait for their answers at half of the peak, while an hour of Parquet is being written. */
export async function benchBeside(scratch: string): Promise<Figure[]> {
  const catalog = join(scratch, 'catalog');
  await writeCatalog(catalog);
  const texts = [...envelopes(10_000)].map(({ id, text }) =>
    text.replace(id, `${placeholder}${id.slice(8)}`),
  );
  const bodies = Array.from({ length: 100 }, (_, index) => {
    return `${texts.slice(index * 100, index * 100 + 100).join('\n')}\n`;
  });
  const data = join(scratch, 'data');
  const collector = await startCollector({ catalog, data });
  const headers = { Authorization: 'Bearer eb_bench', 'Content-Type': 'application/x-ndjson' };
  const load = { url: `${collector.url}/v1/events`, headers, bodies, connections };
  const peak = await putLoad(scratch, { ...load, seconds: 8 });
  const wanted = peak.requestsPerSecond / 2;
  const half = { ...load, delayMilliseconds: Math.round((connections / wanted) * 1000) };
  const alone = await putLoad(scratch, { ...half, seconds: 6 });
  const { ingest, writer } = childrenOf(collector.pid);
  const sealing = runCommand('eventbook-collector', ['seal', '--data', data]);
  const share = new CpuShare({ ingest, writer });
  const beside = await putLoad(scratch, { ...half, seconds: 8 });
  const note = share.text();
  const sealed = await sealing;
  if (sealed.status !== 0) throw new Error(sealed.stderr);
  await collector.stop();
  if (peak.errors + alone.errors + beside.errors > 0) throw new Error('requests failed');
  return [
    { what: 'peak, NDJSON of 100', value: peak.requestsPerSecond * eventsPerRequest, unit: 'events/s' },
    {
      what: 'half of the peak, p99',
      value: alone.p99Milliseconds,
      unit: 'ms',
      note: `${Math.round(alone.requestsPerSecond * eventsPerRequest)} events/s`,
    },
    {
      what: 'the same while an hour is written, p99',
      value: beside.p99Milliseconds,
      unit: 'ms',
      bar: 50,
      isLess: true,
      baseline: { what: 'alone', value: alone.p99Milliseconds },
      note: `${Math.round(beside.requestsPerSecond * eventsPerRequest)} events/s; ${note}`,
    },
  ];
}
