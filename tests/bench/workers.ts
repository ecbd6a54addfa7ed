import { join } from 'node:path';
import { startCollector } from '../support/collector.js';
import { CpuShare } from './cpu-share.js';
import { shapes, writeCatalog } from './door.js';
import { childrenOf } from './processes.js';
import type { Figure } from './table.js';
import { putLoad } from './wrk.js';

const seconds = 8;

/** Two ingest processes against one, with the load on the same cores, each measured twice in turn. */
export async function benchWorkers(scratch: string): Promise<Figure[]> {
  const catalog = join(scratch, 'catalog');
  await writeCatalog(catalog);
  const shape = shapes().find(({ name }) => name === 'NDJSON of 100');
  if (shape === undefined) throw new Error('no load');
  const rates: Record<number, number[]> = { 1: [], 2: [] };
  let note = '';
  for (const [turn, workers] of [1, 2, 1, 2].entries()) {
    const flags = ['--workers', String(workers)];
    const collector = await startCollector({ catalog, data: join(scratch, `data-${turn}`), flags });
    const headers = { Authorization: 'Bearer eb_bench', 'Content-Type': shape.contentType };
    const load = { url: `${collector.url}/v1/events`, headers, bodies: shape.bodies, connections: 64 };
    await putLoad(scratch, { ...load, seconds: 2 });
    const share = new CpuShare({ 'all ingest': childrenOf(collector.pid).ingest });
    const { requestsPerSecond, errors } = await putLoad(scratch, { ...load, seconds });
    if (errors > 0) throw new Error(`${errors} requests failed`);
    rates[workers]?.push(requestsPerSecond * shape.eventsPerRequest);
    note = share.text().replace('all ingest', 'one of the two');
    await collector.stop();
  }
  const best = (workers: number): number => Math.max(...(rates[workers] ?? []));
  return [
    { what: 'one ingest process', value: best(1), unit: 'events/s' },
    {
      what: 'two ingest processes',
      value: best(2),
      unit: 'events/s',
      baseline: { what: 'one', value: best(1), bar: 1 },
      note,
    },
  ];
}
