import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataDirectoryLayout } from '@eventbook/collector/data-directory/layout';
import { makeLogger } from '@eventbook/collector/log/logger';
import { openDiscovery } from '@eventbook/collector/nsq/open-discovery';
import { Relay } from '@eventbook/collector/relay/relay';
import { startCollector } from '../support/collector.js';
import { Nsqd } from '../support/nsq.js';
import { CpuShare } from './cpu-share.js';
import { shapes, writeCatalog } from './door.js';
import type { Figure } from './table.js';
import { putLoad } from './wrk.js';

const key = 'eb_bench';
/** Enough for a rate, at what one ingest process takes in. */
const seconds = 2;
const recipients = [1, 2, 3, 4, 5].map((number) => `batch-${number}`);

/** The relay alone: a journal that is there already goes to a real nsqd. */
export async function benchRelay(scratch: string): Promise<Figure[]> {
  const { data, events } = await journalled(scratch);
  const figures: Figure[] = [];
  const measure = async (what: string, destinations: readonly string[], bar?: number): Promise<number> => {
    const { rate, note } = await relayed(scratch, data, destinations, events);
    figures.push({ what, value: rate, unit: 'events/s', note, ...(bar === undefined ? {} : { bar }) });
    return rate;
  };
  await measure('to the warehouse, in parcels', ['warehouse']);
  const one = await measure('to one destination, in batches', recipients.slice(0, 1), 100_000);
  await measure('to one destination, a message each', ['each'], 40_000);
  const five = await measure('to five destinations, in batches', recipients);
  figures.push({ what: 'cost of five destinations', value: one / five, unit: '× one', bar: 2, isLess: true });
  return figures;
}

/** A data directory with events for every destination. */
async function journalled(scratch: string): Promise<{ data: string; events: number }> {
  const catalog = join(scratch, 'catalog');
  const data = join(scratch, 'data');
  await writeCatalog(catalog);
  const destination = (framing: string): string =>
    JSON.stringify({ title: framing, kind: 'queue', owner: 'bench', framing });
  for (const name of recipients)
    await writeFile(join(catalog, 'destinations', `${name}.json`), destination('batch'));
  await writeFile(join(catalog, 'destinations', 'each.json'), destination('event'));
  for (const event of await readdir(join(catalog, 'events'))) {
    const path = join(catalog, 'events', event, 'event.json');
    const card = JSON.parse(await readFile(path, 'utf8')) as object;
    await writeFile(path, JSON.stringify({ ...card, destinations: ['warehouse', 'each', ...recipients] }));
  }
  const shape = shapes().find(({ name }) => name === 'NDJSON of 100');
  if (shape === undefined) throw new Error('no load');
  const collector = await startCollector({ catalog, data });
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': shape.contentType };
  const { bodies, connections } = shape;
  await putLoad(scratch, { url: `${collector.url}/v1/events`, headers, bodies, connections, seconds });
  const metrics = await (await fetch(`${collector.operatorsUrl}/v1/metrics`)).json();
  const accepted = (metrics as { name: string; labels: Record<string, string>; value: number }[])
    .filter(
      ({ name, labels }) => name === 'eventbook_collector_events_total' && labels['outcome'] === 'accepted',
    )
    .reduce((sum, { value }) => sum + value, 0);
  await collector.stop();
  return { data, events: accepted };
}

async function relayed(
  scratch: string,
  data: string,
  destinations: readonly string[],
  events: number,
): Promise<{ rate: number; note: string }> {
  const layout = dataDirectoryLayout(data);
  await rm(layout.relay, { recursive: true, force: true });
  const [id = ''] = (await readdir(layout.snapshots)).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  const content = JSON.parse(await readFile(join(layout.snapshots, id), 'utf8')) as {
    destinations: Record<string, object>;
  };
  const chosen = Object.fromEntries(destinations.map((name) => [name, content.destinations[name]]));
  const path = join(scratch, 'chosen.json');
  await writeFile(path, `${JSON.stringify({ ...content, destinations: chosen })}\n`);

  const folder = join(scratch, 'nsqd');
  const nsqd = await Nsqd.start(folder, ['--sync-every=100']);
  const relay = new Relay({
    collector: 'bench',
    layout,
    discovery: await openDiscovery({ nsqd: [nsqd.address], nsqlookupd: [] }),
    written: [],
    messageBytes: 256 * 1024,
    log: makeLogger('error', 'relay'),
  });
  const share = new CpuShare({ relay: process.pid, nsqd: nsqd.pid });
  const cpu = process.cpuUsage();
  const started = performance.now();
  const statement = { id: id.slice(0, 64), sequence: 0, commit: null, committed_at: null, signed_at: null };
  await relay.use({ path, statement });
  await relay.drained();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const shares = share.text();
  await relay.stop();
  await nsqd.end('SIGKILL');
  await rm(folder, { recursive: true, force: true });
  const each = (user + system) / events;
  return {
    rate: events / seconds,
    note: `${each.toFixed(2)} µs of core an event: ${Math.round(1e6 / each).toLocaleString('en')} events/s with a core to itself (${shares})`,
  };
}
