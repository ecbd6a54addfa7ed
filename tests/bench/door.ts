import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startCollector } from '../support/collector.js';
import { CpuShare } from './cpu-share.js';
import { childrenOf, startBaseline } from './processes.js';
import type { Figure } from './table.js';
import { envelopes, workloadCatalog } from './workload.js';
import { putLoad } from './wrk.js';

const key = 'eb_bench';
const seconds = 10;

interface Shape {
  readonly name: string;
  readonly contentType: string;
  readonly eventsPerRequest: number;
  readonly connections: number;
  readonly bodies: readonly string[];
}

export function shapes(): Shape[] {
  const texts = [...envelopes(20_000)].map(({ text }) => text);
  const batches = Array.from({ length: texts.length / 100 }, (_, index) =>
    texts.slice(index * 100, index * 100 + 100),
  );
  return [
    {
      name: 'single events',
      contentType: 'application/json',
      eventsPerRequest: 1,
      connections: 256,
      bodies: texts,
    },
    {
      name: 'NDJSON of 100',
      contentType: 'application/x-ndjson',
      eventsPerRequest: 100,
      connections: 64,
      bodies: batches.map((batch) => `${batch.join('\n')}\n`),
    },
    {
      name: 'JSON array of 100',
      contentType: 'application/json',
      eventsPerRequest: 100,
      connections: 64,
      bodies: batches.map((batch) => `[${batch.join(',')}]`),
    },
  ];
}

/** One ingest process against two baselines: a server that reads nothing, and one that promises nothing. */
export async function benchDoor(scratch: string): Promise<Figure[]> {
  const catalog = join(scratch, 'catalog');
  await writeCatalog(catalog);
  const all = shapes();
  const [singles] = all;
  if (singles === undefined) throw new Error('no load');

  const bare = await startBaseline('bare');
  const fastify = await startBaseline('fastify', join(scratch, 'fastify.ndjson'));
  const figures: Figure[] = [];
  for (const [index, shape] of all.entries()) {
    // Just before the others, so that a machine whose speed drifts is fair to all three.
    const unread = await rate(scratch, `http://127.0.0.1:${bare.port}`, singles);
    const careless = await rate(scratch, `http://127.0.0.1:${fastify.port}`, shape);
    const collector = await startCollector({ catalog, data: join(scratch, `data-${index}`) });
    const kept = await rate(scratch, collector.url, shape, collector.pid);
    await collector.stop();
    const baseline = { what: 'bare requests', value: unread.events };
    figures.push(
      {
        what: 'bare uWebSockets.js, 202 unread',
        value: unread.events,
        unit: 'requests/s',
        note: unread.times,
      },
      figureOf(`Fastify + ajv + append without sync, ${shape.name}`, careless, baseline),
      figureOf(`collector, ${shape.name}`, kept, {
        ...baseline,
        bar: shape.eventsPerRequest === 1 ? 0.5 : 1.5,
      }),
    );
  }
  await bare.stop();
  await fastify.stop();
  return figures;
}

interface Rate {
  readonly events: number;
  readonly times: string;
}

function figureOf(what: string, { events, times }: Rate, baseline: NonNullable<Figure['baseline']>): Figure {
  return { what, value: events, unit: 'events/s', baseline, note: times };
}

/** @param parent of the collector, whose processes' share of the cores is told */
async function rate(scratch: string, origin: string, shape: Shape, parent?: number): Promise<Rate> {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': shape.contentType };
  const load = { url: `${origin}/v1/events`, headers, bodies: shape.bodies, connections: shape.connections };
  await putLoad(scratch, { ...load, seconds: 2 });
  const share = parent === undefined ? undefined : new CpuShare({ parent, ...childrenOf(parent) });
  const result = await putLoad(scratch, { ...load, seconds });
  const events = result.requestsPerSecond * shape.eventsPerRequest;
  const each =
    share === undefined
      ? ''
      : `, ${(share.microseconds() / (events * seconds)).toFixed(2)} µs of core an event (${share.text()})`;
  if (result.errors > 0)
    throw new Error(`${result.errors} requests failed: the rate of ${shape.name} means nothing`);
  return {
    events,
    times: `p50 ${result.p50Milliseconds.toFixed(1)} ms, p99 ${result.p99Milliseconds.toFixed(1)} ms${each}`,
  };
}

/** @param more files that are put beside those of the workload, or in their place */
export async function writeCatalog(
  folder: string,
  more: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const sha256 = createHash('sha256').update(key).digest('hex');
  for (const [path, text] of [...workloadCatalog(sha256), ...more]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
