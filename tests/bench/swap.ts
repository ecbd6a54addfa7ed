import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCollector, type Collector } from '../support/collector.js';
import { writeCatalog } from './door.js';
import type { Figure } from './table.js';
import { manyKinds } from './workload.js';
import { putLoad } from './wrk.js';

const events = 1200;
const versions = 3;
const mostTurns = 20;
const swaps = 'eventbook_collector_snapshot_swaps_total';

/** The longest that an ingest process answers nobody: under load, and under the same load while a snapshot of 3,600 contracts is swapped in. */
export async function benchSwap(scratch: string): Promise<Figure[]> {
  const catalog = join(scratch, 'catalog');
  await writeCatalog(catalog, manyKinds(events, versions));
  const collector = await startCollector({ catalog, data: join(scratch, 'data') });
  const texts = Array.from({ length: events * versions }, (_, index) =>
    JSON.stringify({
      event: `kind.number_${index % events}`,
      version: 1 + Math.floor(index / events),
      fields: { user_id: 1, session_id: 's', page_url: `/${index}` },
    }),
  );
  const bodies = Array.from({ length: texts.length / 20 }, (_, index) => {
    return `${texts.slice(index * 20, index * 20 + 20).join('\n')}\n`;
  });
  const headers = { Authorization: 'Bearer eb_bench', 'Content-Type': 'application/x-ndjson' };
  const load = { url: `${collector.url}/v1/events`, headers, bodies, connections: 8, delayMilliseconds: 5 };
  // Every contract is met, so that all are known when the next snapshot comes.
  await putLoad(scratch, { ...load, seconds: 10 });
  await longestPause(collector);
  const quiet = await putLoad(scratch, { ...load, seconds: 8 });
  const quietPause = await longestPause(collector);
  const card = join(catalog, 'events/kind.number_0/event.json');
  const text = await readFile(card, 'utf8');
  await writeFile(card, text.replace('"title": "kind.number_0"', '"title": "another"'));
  const before = await metric(collector, swaps);
  let pause = 0;
  let p99 = 0;
  // The parent checks and builds the book first, which takes its time and is nobody's pause.
  for (let turn = 0; turn < mostTurns && (await metric(collector, swaps)) === before; turn += 1) {
    const { p99Milliseconds, errors } = await putLoad(scratch, { ...load, seconds: 5 });
    if (errors > 0) throw new Error(`requests failed: ${errors}\n${collector.log()}`);
    p99 = Math.max(p99, p99Milliseconds);
    pause = Math.max(pause, await longestPause(collector));
  }
  if ((await metric(collector, swaps)) === before)
    throw new Error(`no snapshot was swapped in:\n${collector.log()}`);
  await collector.stop();
  if (quiet.errors > 0) throw new Error('requests failed');
  return [
    {
      what: 'longest pause under load',
      value: quietPause * 1000,
      unit: 'ms',
      note: `p99 of answers ${quiet.p99Milliseconds.toFixed(1)} ms`,
    },
    {
      what: `the same, a snapshot of ${events * versions} contracts swapped in`,
      value: pause * 1000,
      unit: 'ms',
      bar: 20,
      isLess: true,
      baseline: { what: 'without', value: quietPause * 1000 },
      note: `p99 of answers ${p99.toFixed(1)} ms`,
    },
  ];
}

/** Since it was last asked, in seconds. */
function longestPause(collector: Collector): Promise<number> {
  return metric(collector, 'eventbook_collector_loop_delay_seconds');
}

async function metric(collector: Collector, name: string): Promise<number> {
  const text = await (await fetch(`${collector.operatorsUrl}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
}
