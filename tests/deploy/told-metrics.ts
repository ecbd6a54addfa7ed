import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Harness, paid, send, sendLines } from '../collector/harness.js';
import { shopCatalog, writeCatalog } from '../collector/shop-catalog.js';
import { latestFile } from '@eventbook/shared/node/snapshot-layout';
import { publishBook } from '../faults/publish-book.js';
import { type Collector, startCollector } from '../support/collector.js';
import { Nsqd } from '../support/nsq.js';
import { runCommand } from '../support/run-command.js';
import { startSink } from '../support/sink.js';

/** The labels of every metric of which there was a sample. */
export type ToldMetrics = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * What a collector with a relay, one that writes hours itself, and the sinks of a warehouse, a webhook and a bucket say at /metrics,
 * after a day on which everything went wrong that can be had in a moment.
 */
export async function toldMetrics(): Promise<ToldMetrics> {
  const harness = await Harness.make();
  const ends: (() => Promise<unknown>)[] = [];
  try {
    await addDestinations(harness.catalog);
    const published = join(harness.folder, 'published');
    execFileSync('git', ['init', '--quiet', '--initial-branch=main', harness.catalog]);
    execFileSync('git', ['add', '--all'], { cwd: harness.catalog });
    await publishBook(harness.catalog, published);
    const nsqd = await Nsqd.start(join(harness.folder, 'nsqd'));
    ends.push(() => nsqd.end('SIGKILL'));
    const directory = ['--nsqd', nsqd.address];

    const start = async (name: string, flags: readonly string[]): Promise<Collector> => {
      const collector = await startCollector({ catalog: published, data: join(harness.folder, name), flags });
      ends.push(() => collector.kill());
      return collector;
    };
    const sinkOf = async (destination: string, to: string): Promise<string> => {
      const places = ['--catalog', published, '--data', join(harness.folder, `${destination}-sink`)];
      const sink = await startSink(destination, [...places, ...directory, '--to', to], {
        EVENTBOOK_COLLECTOR_S3_ENDPOINT: 'http://127.0.0.1:1',
      });
      ends.push(() => sink.kill());
      return sink.operatorsUrl;
    };
    const nobody = 'http://127.0.0.1:1/nobody';
    const relayed = await start('relayed', directory);
    const alone = await start('alone', ['--poll-seconds', '1']);
    const operators = [
      relayed.operatorsUrl,
      alone.operatorsUrl,
      await sinkOf('warehouse', nobody),
      await sinkOf('hook', nobody),
      await sinkOf('copy', 's3://nobody'),
    ];

    for (const collector of [relayed, alone]) {
      await sendLines(collector, [paid(), paid({ price: 'dear' })]);
      await send(collector, '{}', { key: 'nobody' });
    }
    await nsqd.publish('hook', 'no event at all');
    // A file stands where tables are to be written, so no hour can be.
    await writeFile(join(harness.folder, 'alone/warehouse/events'), '');
    await runCommand('eventbook-collector', ['seal', '--data', join(harness.folder, 'alone')]);
    await writeFile(join(published, latestFile), 'no snapshot');

    const wanted = [
      'eventbook_collector_hour_failures_total{',
      'eventbook_collector_snapshot_refusals_total{',
      'eventbook_sink_set_aside_total{',
      'eventbook_collector_relay_events_total{destination="hook"} 1',
    ];
    for (let turn = 0; ; turn++) {
      const texts = await Promise.all(operators.map(async (url) => (await fetch(`${url}/metrics`)).text()));
      const text = texts.join('\n');
      const missing = wanted.filter((line) => !text.includes(line));
      if (missing.length === 0) return readExposition(text);
      if (turn > 300) throw new Error(`nobody says ${missing.join(', ')}`);
      await sleep(100);
    }
  } finally {
    for (const end of ends.reverse()) await end();
    await harness.end();
  }
}

async function addDestinations(catalog: string): Promise<void> {
  const card = shopCatalog().get('events/shop.paid/event.json');
  await writeCatalog(
    catalog,
    new Map<string, object>([
      ['destinations/hook.json', { title: 'Hook', kind: 'webhook', owner: 'shop' }],
      ['destinations/copy.json', { title: 'Copy', kind: 's3', owner: 'shop' }],
      ['events/shop.paid/event.json', { ...card, destinations: ['warehouse', 'hook'] }],
    ]),
  );
}

function readExposition(text: string): ToldMetrics {
  const told = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const [, metric, labels = ''] = /^([a-z_]+)(?:\{(.*)\})? [^ ]+$/u.exec(line) ?? [];
    if (metric === undefined) continue;
    const known = told.get(metric) ?? new Set<string>();
    for (const [, label = ''] of labels.matchAll(/([a-z_]+)="/gu)) known.add(label);
    told.set(metric, known);
  }
  return told;
}
