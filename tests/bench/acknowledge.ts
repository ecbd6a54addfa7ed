import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCollector } from '../support/collector.js';
import { Nsqd } from '../support/nsq.js';
import { runCommand } from '../support/run-command.js';
import { startSink } from '../support/sink.js';
import { writeCatalog } from './door.js';
import { operatorsSum } from './operators-sum.js';
import type { Figure } from './table.js';
import { envelopes } from './workload.js';
import { type Load, placeholder, putLoad } from './wrk.js';

const connections = 32;
const eventsPerRequest = 10;
const eventsPerSecond = 10_000;
/** Milliseconds in which 99 of 100 have to be answered. */
const bar = 25;

/** How long senders of 10,000 events a second wait: as usual, while nsqd stands still for a minute, while an hour is written. */
export async function benchAcknowledge(scratch: string): Promise<Figure[]> {
  const catalog = join(scratch, 'catalog');
  await writeCatalog(catalog);
  const nsqd = await Nsqd.start(join(scratch, 'nsqd'), ['--sync-every=100']);
  const data = join(scratch, 'sink');
  const sink = await startSink('warehouse', ['--data', data, '--catalog', catalog, '--nsqd', nsqd.address]);
  const flags = ['--nsqd', nsqd.address];
  const collector = await startCollector({ catalog, data: join(scratch, 'collector'), flags });
  try {
    const load = { ...loadOn(collector.url), seconds: 10 };
    const caughtUp = async (): Promise<void> => {
      const accepted = await operatorsSum(collector, 'eventbook_collector_events_total');
      while ((await operatorsSum(sink, 'eventbook_sink_events_total')) < accepted) await sleep(50);
    };
    const usual = await figure(scratch, 'as usual', load);
    await caughtUp();
    await nsqd.freeze();
    const frozen = await figure(scratch, 'while nsqd stands still for a minute', { ...load, seconds: 60 });
    nsqd.signal('SIGCONT');
    await caughtUp();
    const sealing = runCommand('eventbook-collector', ['seal', '--data', data]);
    const beside = await figure(scratch, 'while the sink writes an hour', load);
    const sealed = await sealing;
    if (sealed.status !== 0) throw new Error(sealed.stderr);
    await caughtUp();
    return [usual, frozen, beside];
  } finally {
    await collector.stop();
    await sink.stop();
    await nsqd.end('SIGKILL');
  }
}

function loadOn(origin: string): Omit<Load, 'seconds'> {
  const texts = [...envelopes(10_000)].map(({ id, text }) =>
    text.replace(id, `${placeholder}${id.slice(8)}`),
  );
  const bodies = Array.from(
    { length: texts.length / eventsPerRequest },
    (_, index) => `${texts.slice(index * eventsPerRequest, (index + 1) * eventsPerRequest).join('\n')}\n`,
  );
  const headers = { Authorization: 'Bearer eb_bench', 'Content-Type': 'application/x-ndjson' };
  const delayMilliseconds = Math.round((connections * eventsPerRequest * 1000) / eventsPerSecond) - 1;
  return { url: `${origin}/v1/events`, headers, bodies, connections, delayMilliseconds };
}

async function figure(scratch: string, what: string, load: Load): Promise<Figure> {
  const result = await putLoad(scratch, load);
  if (result.errors > 0) throw new Error(`${result.errors} requests failed ${what}`);
  const rate = Math.round(result.requestsPerSecond * eventsPerRequest).toLocaleString('en');
  return {
    what: `answered, ${what}, p99`,
    value: result.p99Milliseconds,
    unit: 'ms',
    bar,
    isLess: true,
    note: `p50 ${result.p50Milliseconds.toFixed(1)} ms; ${rate} events/s in requests of ${eventsPerRequest}, for ${load.seconds} s`,
  };
}
