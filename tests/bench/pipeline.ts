import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCollector } from '../support/collector.js';
import { Nsqd } from '../support/nsq.js';
import { runCommand } from '../support/run-command.js';
import { startSink } from '../support/sink.js';
import { readManifests } from '../support/warehouse.js';
import { CpuShare } from './cpu-share.js';
import { shapes, writeCatalog } from './door.js';
import { operatorsSum } from './operators-sum.js';
import { childrenOf, startBaseline } from './processes.js';
import type { Figure } from './table.js';
import { type Load, putLoad } from './wrk.js';

const key = 'eb_bench';
const usualSeconds = 10;
/** Two billion events a day. */
const wanted = 23_200;
const connections = 32;

/** At the ceiling an hour of a disk is full in minutes: journals of both ends, and nsqd between them. */
const longestAtTheCeiling = 60;

/**
 * Everything on this machine: load generator, collector, nsqd, warehouse sink, Parquet. EVENTBOOK_PIPELINE_SECONDS says for how
 * long the load is put on: for a minute at most whatever the machine takes, longer at a little more than the bar.
 */
export async function benchPipeline(scratch: string): Promise<Figure[]> {
  const seconds = Number(process.env['EVENTBOOK_PIPELINE_SECONDS'] ?? usualSeconds);
  const catalog = join(scratch, 'catalog');
  await writeCatalog(catalog);
  const shape = shapes().find(({ name }) => name === 'NDJSON of 100');
  if (shape === undefined) throw new Error('no load');
  const nsqd = await Nsqd.start(join(scratch, 'nsqd'), ['--sync-every=100']);
  const data = join(scratch, 'sink');
  const places = ['--catalog', catalog, '--nsqd', nsqd.address];
  const sink = await startSink('warehouse', ['--data', data, ...places]);
  const flags = ['--nsqd', nsqd.address];
  const collector = await startCollector({ catalog, data: join(scratch, 'collector'), flags });
  try {
    const share = new CpuShare({
      ...{
        parent: collector.pid,
        ingest: childrenOf(collector.pid).ingest,
        relay: childCalled(collector.pid, 'relay'),
      },
      ...{ nsqd: nsqd.pid, sink: sink.pid, writer: childCalled(sink.pid, 'writer') },
    });
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': shape.contentType };
    const load = { headers, bodies: shape.bodies, connections };
    const others = await baselines(scratch, load, shape.eventsPerRequest);
    const careless = others.at(-1)?.value ?? NaN;
    const started = performance.now();
    const result = await putLoad(scratch, {
      ...{ ...load, url: `${collector.url}/v1/events`, seconds, delayMilliseconds: delayFor(seconds) },
    });
    const shares = share.text();
    const accepted = await operatorsSum(collector, 'eventbook_collector_events_total');
    while ((await operatorsSum(sink, 'eventbook_sink_events_total')) < accepted) await sleep(20);
    const arrived = (performance.now() - started) / 1000;
    const sealing = performance.now();
    const sealed = await runCommand('eventbook-collector', ['seal', '--data', data]);
    if (sealed.status !== 0) throw new Error(sealed.stderr);
    const writing = (performance.now() - sealing) / 1000;
    const manifests = await readManifests(join(data, 'warehouse'));
    const stored = manifests.reduce((sum, { outcomes }) => sum + outcomes.accepted, 0);
    if (stored !== accepted) throw new Error(`${accepted} were accepted and ${stored} are stored`);
    const cpu = share.microseconds() / accepted;
    return [
      ...others,
      {
        what: 'acknowledged, relayed and kept by the sink',
        value: accepted / arrived,
        baseline: { what: 'Fastify + ajv + /mpub', value: careless },
        unit: 'events/s',
        bar: wanted,
        note: `${seconds} s; answers p50 ${result.p50Milliseconds.toFixed(1)} ms, p99 ${result.p99Milliseconds.toFixed(1)} ms; ${shares}`,
      },
      {
        what: 'behind when the load ends',
        value: arrived - seconds,
        unit: 's',
        note: 'until the last event is on the disk of the sink',
      },
      {
        what: 'all of it written as Parquet',
        value: accepted / writing,
        unit: 'events/s',
        note: `none lost of ${accepted.toLocaleString('en')}; ${cpu.toFixed(1)} µs of core an event in all processes, Parquet too`,
      },
    ];
  } finally {
    await collector.stop();
    await sink.stop();
    await nsqd.end('SIGKILL');
  }
}

/** What a connection waits between two requests of a hundred events, milliseconds. */
function delayFor(seconds: number): number {
  if (seconds <= longestAtTheCeiling) return 30;
  return Math.round((connections * 100 * 1000) / (wanted * 1.2));
}

/** The same load on what is simpler: nsqd by itself, and a server that validates and passes on. */
async function baselines(
  scratch: string,
  load: Pick<Load, 'headers' | 'bodies' | 'connections'>,
  eventsPerRequest: number,
): Promise<Figure[]> {
  const nsqd = await Nsqd.start(join(scratch, 'careless'), ['--sync-every=100']);
  const fastify = await startBaseline('fastify-nsq', nsqd.httpAddress);
  const rate = async (what: string, said: string, url: string): Promise<Figure> => {
    const { requestsPerSecond, p50Milliseconds, p99Milliseconds, errors } = await putLoad(scratch, {
      ...{ ...load, url, seconds: usualSeconds },
    });
    if (errors > 0) throw new Error(`${errors} requests failed: the rate of ${what} means nothing`);
    const note = `${said}; p50 ${p50Milliseconds.toFixed(1)} ms, p99 ${p99Milliseconds.toFixed(1)} ms`;
    return { what, value: requestsPerSecond * eventsPerRequest, unit: 'events/s', note };
  };
  try {
    return [
      await rate(
        'nsqd alone, HTTP /mpub',
        'nothing is validated',
        `http://${nsqd.httpAddress}/mpub?topic=raw`,
      ),
      await rate(
        'Fastify + ajv + /mpub',
        'in no journal, to one topic',
        `http://127.0.0.1:${fastify.port}/v1/events`,
      ),
    ];
  } finally {
    await fastify.stop();
    await nsqd.end('SIGKILL');
  }
}

function childCalled(parent: number, name: string): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number);
  return (
    children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${name}-process`)) ?? parent
  );
}
