import { join } from 'node:path';
import { runCommand } from '../support/run-command.js';
import { startCollector } from '../support/collector.js';
import { childrenOf } from './processes.js';
import { peakMebibytes, residentMebibytes } from './resident.js';
import { writeCatalog } from './door.js';
import type { Figure } from './table.js';
import { envelopes } from './workload.js';
import { placeholder, putLoad } from './wrk.js';

const events = 10_000_000;

/** Ten million events, every one with an id of its own: what each process holds at the start, and at the end. */
export async function benchMemory(scratch: string): Promise<Figure[]> {
  const catalog = join(scratch, 'catalog');
  await writeCatalog(catalog);
  const texts = [...envelopes(10_000)].map(({ id, text }) =>
    text.replace(id, `${placeholder}${id.slice(8)}`),
  );
  const bodies = Array.from(
    { length: 100 },
    (_, index) => `${texts.slice(index * 100, index * 100 + 100).join('\n')}\n`,
  );
  const data = join(scratch, 'data');
  const collector = await startCollector({ catalog, data });
  const { ingest, writer } = childrenOf(collector.pid);
  const samples: number[] = [];
  let sent = 0;
  while (sent < events) {
    const headers = { Authorization: 'Bearer eb_bench', 'Content-Type': 'application/x-ndjson' };
    const load = { url: `${collector.url}/v1/events`, headers, bodies, connections: 32, seconds: 5 };
    const { requestsPerSecond, errors } = await putLoad(scratch, load);
    if (errors > 0) throw new Error(`${errors} requests failed`);
    sent += Math.round(requestsPerSecond * 5 * 100);
    samples.push(residentMebibytes(ingest));
  }
  const begun = performance.now();
  const sealed = await runCommand('eventbook-collector', ['seal', '--data', data]);
  const seconds = (performance.now() - begun) / 1000;
  if (sealed.status !== 0) throw new Error(sealed.stderr);
  const peak = peakMebibytes(writer);
  await collector.stop();
  const early = samples.slice(1, 1 + Math.ceil(samples.length / 4));
  const late = samples.slice(-early.length);
  return [
    { what: 'events sent', value: sent, unit: 'events' },
    {
      what: 'ingest process, last quarter',
      value: Math.max(...late),
      unit: 'MiB resident',
      baseline: { what: 'the first quarter', value: Math.max(...early) },
    },
    {
      what: 'writer process, peak while writing the hour',
      value: peak,
      unit: 'MiB resident',
      note: `${seconds.toFixed(0)} s`,
    },
  ];
}
