import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { succeed } from '../cluster/cluster.js';
import { takeLedger } from '../faults/ledger.js';
import { Load } from '../faults/load.js';
import { type Collector, startCollector } from '../support/collector.js';
import { recordLedger, turns } from '../support/long-run.js';
import { Network } from '../support/network.js';
import { Nsqd, Nsqlookupd } from '../support/nsq.js';
import { Random } from '../support/random.js';
import { type Sink, startSink } from '../support/sink.js';
import { TestClock } from '../support/test-clock.js';
import { hoursClosed } from '../support/warehouse.js';

/** How long somebody is away, milliseconds. */
const away = turns(3, 60) * 1000;
const beforeTheHour = new Date('2026-11-23T07:10:00Z');
const afterTheHour = new Date('2026-11-23T08:00:01Z');

test('of two collectors, two nsqd and their directory, each on a host of its own, one after the other is lost and comes back: a sender that knows both collectors loses nothing', async () => {
  const seed = Number(process.env['EVENTBOOK_SEED'] ?? Date.now() % 1_000_000);
  const random = new Random(seed);
  const folder = await mkdtemp(join(tmpdir(), 'eventbook-network-'));
  const book = join(folder, 'book');
  const network = Network.make();
  const clock = new TestClock(join(folder, 'clock.json'));
  const ends: (() => Promise<unknown>)[] = [];
  let load: Load | undefined;
  try {
    await clock.set(beforeTheHour);
    await succeed('eventbook', ['init', book]);
    const key = JSON.parse(
      await succeed('eventbook', [
        ...['source', 'key', 'create', 'site-backend/messenger'],
        ...['--catalog', book, '--format', 'json'],
      ]),
    ) as { key: string };

    const lookupHost = network.host();
    const lookupd = await Nsqlookupd.start(lookupHost);
    ends.push(() => lookupd.end('SIGKILL'));
    const nsqdHosts = [network.host(), network.host()] as const;
    const nsqds: Nsqd[] = [];
    for (const [number, host] of nsqdHosts.entries()) {
      const flags = ['--sync-every=100', `--lookupd-tcp-address=${lookupd.address}`];
      const nsqd = await Nsqd.start(join(folder, `nsqd-${number}`), flags, host);
      nsqds.push(nsqd);
      ends.push(() => nsqd.end('SIGKILL'));
    }
    const directory = ['--nsqlookupd', lookupd.httpAddress];

    const collectorHosts = [network.host(), network.host()] as const;
    const collectors: Collector[] = [];
    const startOne = async (number: number): Promise<void> => {
      const name = `collector-${number}`;
      collectors[number] = await startCollector({
        catalog: book,
        data: join(folder, name),
        flags: ['--name', name, '--port', '8470', ...directory],
        env: clock.environment,
        ...(collectorHosts[number] === undefined ? {} : { host: collectorHosts[number] }),
      });
    };
    for (const number of collectorHosts.keys()) {
      await startOne(number);
      ends.push(async () => collectors[number]?.kill());
    }
    const sinkHost = network.host();
    let sink: Sink | undefined;
    const startWriter = async (): Promise<void> => {
      const places = ['--catalog', book, '--data', join(folder, 'sink'), ...directory];
      sink = await startSink('warehouse', places, clock.environment, sinkHost);
    };
    await startWriter();
    ends.push(async () => sink?.kill());

    const senders = new Load(key.key, random, 4);
    load = senders;
    load.urls = collectors.map(({ url }) => url);
    /** Takes somebody away for a while, and brings him back. */
    const aWhile = async (take: () => unknown, bringBack: () => unknown): Promise<void> => {
      await take();
      await sleep(away);
      // Whoever is away: who knows both collectors can send.
      await senders.acknowledge(200);
      await bringBack();
    };
    const done: Record<string, number> = {};
    const scenarios: readonly (readonly [string, () => Promise<void>])[] = [
      ...[
        { name: 'directory cut off', host: lookupHost },
        ...nsqdHosts.map((host) => ({ name: 'nsqd cut off', host })),
        ...collectorHosts.map((host) => ({ name: 'collector cut off', host })),
        { name: 'sink cut off', host: sinkHost },
      ].map(({ name, host }) => [name, () => aWhile(host.cut, host.mend)] as const),
      [
        'directory killed',
        () =>
          aWhile(
            () => lookupd.end('SIGKILL'),
            () => lookupd.start(),
          ),
      ],
      ...nsqds.map(
        (nsqd) =>
          [
            'nsqd killed',
            () =>
              aWhile(
                () => nsqd.end('SIGKILL'),
                () => nsqd.start(),
              ),
          ] as const,
      ),
      ...nsqds.map(
        (nsqd) =>
          [
            'nsqd frozen',
            () =>
              aWhile(
                () => nsqd.freeze(),
                () => nsqd.signal('SIGCONT'),
              ),
          ] as const,
      ),
      ...[0, 1].map(
        (number) =>
          [
            'collector killed',
            () =>
              aWhile(
                () => collectors[number]?.kill(),
                () => startOne(number),
              ),
          ] as const,
      ),
      ['sink killed', () => aWhile(() => sink?.kill(), startWriter)],
    ];
    for (const [name, scenario] of shuffled(scenarios, random)) {
      await load.acknowledge(200);
      await scenario();
      done[name] = (done[name] ?? 0) + 1;
    }
    await load.finish();

    for (const number of collectorHosts.keys())
      await succeed('eventbook-collector', ['seal', '--data', join(folder, `collector-${number}`)]);
    await clock.set(afterTheHour);
    const warehouse = join(folder, 'sink', 'warehouse');
    await hoursClosed(warehouse, ['2026-11-23T07']);
    for (const data of ['sink', 'collector-0', 'collector-1'])
      await succeed('eventbook-collector', ['reconcile', '--data', join(folder, data)]);

    const ledger = await takeLedger(load, warehouse);
    recordLedger('hosts that are cut off, frozen and killed, over NSQ', {
      seed: String(seed),
      ...done,
      ...ledger,
    });
    expect([ledger.lost, ledger.twice], `seed ${seed}`).toEqual([0, 0]);
    expect(ledger.stored + ledger.quarantined, `seed ${seed}`).toBe(ledger.sent);
  } finally {
    await load?.abandon();
    for (const end of ends.reverse()) await end();
    network.remove();
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}, 3_600_000);

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const left = [...items];
  const drawn: Item[] = [];
  while (left.length > 0) drawn.push(...left.splice(random.integer(0, left.length - 1), 1));
  return drawn;
}
