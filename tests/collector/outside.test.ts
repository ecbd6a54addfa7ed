import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Collector } from '../support/collector.js';
import { runCommand } from '../support/run-command.js';
import { Harness, metric, paid, send, sendLines } from './harness.js';
import { keys, shopCatalog, writeCatalog } from './shop-catalog.js';

let harness: Harness;

beforeEach(async () => {
  harness = await Harness.make();
});

afterEach(() => harness.end());

interface Shown {
  readonly event: string;
  readonly outcome: string;
  readonly source: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly violations?: readonly { readonly code: string; readonly pointer: string }[];
}

/** Watches the door; what it shows is collected until `end`. */
async function watch(
  collector: Collector,
  query: string,
): Promise<{
  events: Shown[];
  statuses: { passed: number; shown: number }[];
  text: () => string;
  end: () => void;
}> {
  const ending = new AbortController();
  const response = await fetch(`${collector.operatorsUrl}/v1/tail${query}`, { signal: ending.signal });
  expect(response.status).toBe(200);
  const events: Shown[] = [];
  const statuses: { passed: number; shown: number }[] = [];
  let text = '';
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      const part = decoder.decode(chunk, { stream: true });
      text += part;
      const messages = (rest + part).split('\n\n');
      rest = messages.pop() ?? '';
      for (const message of messages) {
        const found = /^event: (\w+)\ndata: (.*)$/.exec(message);
        if (found?.[1] === 'event') events.push(JSON.parse(found[2] ?? '') as Shown);
        if (found?.[1] === 'status')
          statuses.push(JSON.parse(found[2] ?? '') as { passed: number; shown: number });
      }
    }
  };
  read().catch(() => undefined);
  return { events, statuses, text: () => text, end: () => ending.abort() };
}

async function writePrivacy(): Promise<void> {
  const field = (privacy: string | undefined, more: object = {}): object => ({
    ...{ type: 'string', title: 'F', description: 'F', owner: 'shop', ...more },
    ...(privacy === undefined ? {} : { privacy }),
  });
  const always = { status: 'active', owner: 'shop', destinations: ['warehouse'] };
  const uses = { open: {}, named: {}, health: {}, unsaid: {}, box: {} };
  await writeCatalog(
    harness.catalog,
    new Map<string, object>([
      ...shopCatalog(),
      ['fields/open.json', field('pseudonymous')],
      ['fields/named.json', field('personal')],
      ['fields/health.json', field('sensitive')],
      ['fields/unsaid.json', field(undefined)],
      [
        'fields/box.json',
        field('none', {
          type: 'object',
          properties: { size: { type: 'integer' }, mail: { type: 'string', privacy: 'personal' } },
        }),
      ],
      [
        'events/shop.person/event.json',
        { title: 'P', description: 'P', environments: { flag: {}, quarantine: {} }, ...always },
      ],
      ['events/shop.person/1.json', { version: 1, fields: uses }],
    ]),
  );
}

describe('/v1/tail', () => {
  it('shows what comes in at every process, as the filter asks, and nothing that is private', async () => {
    await writePrivacy();
    const collector = await harness.start(['--workers', '2']);
    const all = await watch(collector, '');
    const some = await watch(collector, '?event=shop.p*&event=shop.person&source=flag&outcome=flagged');
    const secret = 'Ivanova';
    const person = (more: object): object => ({
      event: 'shop.person',
      version: 1,
      fields: {
        ...{ open: 'seen', named: secret, health: secret, unsaid: secret },
        ...{ box: { size: 1, mail: secret }, ...more },
      },
    });
    await sendLines(collector, [person({}), person({ named: [secret] }), person({ [secret]: 1 })], keys.flag);
    await sendLines(collector, [{ event: secret, version: 1, fields: { a: secret } }, `{"${secret}`]);
    await vi.waitFor(() => expect(all.events).toHaveLength(5), { timeout: 10_000 });
    await vi.waitFor(() => expect(some.events).toHaveLength(2), { timeout: 10_000 });
    // The two requests may have gone to two processes, and nothing is said of the order between these.
    const known = all.events.filter(({ event }) => event !== '');
    const unknown = all.events.filter(({ event }) => event === '');
    expect(known).toHaveLength(3);
    expect(known[0]).toMatchObject({
      event: 'shop.person',
      outcome: 'accepted',
      source: 'flag/web',
      fields: { open: 'seen', named: '***', health: '***', unsaid: '***', box: { size: 1, mail: '***' } },
    });
    expect(some.events[0]).toMatchObject({
      outcome: 'flagged',
      violations: [{ code: 'type', pointer: '/fields/named' }],
    });
    expect(unknown.map(({ event, outcome }) => [event, outcome])).toEqual([
      ['', 'quarantined'],
      ['', 'quarantined'],
    ]);
    expect(all.text() + some.text()).not.toContain(secret);
    all.end();
    some.end();
  });

  it('shows a sample under load, and says of how many', async () => {
    const collector = await harness.start();
    const tail = await watch(collector, '?outcome=accepted');
    const lines = Array.from({ length: 1000 }, () => paid());
    for (let request = 0; request < 5; request += 1) await sendLines(collector, lines);
    const passed = (): number => tail.statuses.reduce((sum, one) => sum + one.passed, 0);
    await vi.waitFor(() => expect(passed()).toBe(5000), { timeout: 10_000 });
    expect(tail.events.length).toBeGreaterThan(0);
    expect(tail.events.length).toBeLessThan(5000);
    tail.end();
    // Nobody watches any more, and the door goes on.
    expect((await sendLines(collector, lines)).body.accepted).toBe(1000);
  });
});

it('metrics add up: outcomes to what was sent, answers to requests, reasons to what was told', async () => {
  const collector = await harness.start(['--workers', '2']);
  let sent = 0;
  let reasons = 0;
  for (let round = 0; round < 20; round += 1) {
    for (const key of [keys.quarantine, keys.flag, keys.reject]) {
      const lines = [paid(), paid({ price: 'x' }), { event: 'nothing', version: 1, fields: {} }, '{'];
      const { body } = await sendLines(collector, lines, key);
      sent += lines.length;
      reasons += body.errors_total;
    }
    await send(collector, '{');
  }
  const values = (await (await fetch(`${collector.operatorsUrl}/v1/metrics`)).json()) as {
    name: string;
    labels: Record<string, string>;
    value: number;
  }[];
  const sum = (name: string, labels: Record<string, string> = {}): number =>
    values
      .filter((one) => one.name === `eventbook_collector_${name}`)
      .filter((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value))
      .reduce((total, { value }) => total + value, 0);
  expect(sum('events_total')).toBe(sent);
  expect(sum('request_events_sum')).toBe(sent);
  expect(sum('request_events_count')).toBe(60);
  expect(sum('requests_total')).toBe(80);
  expect(sum('answer_seconds_count')).toBe(80);
  expect(sum('answer_seconds_bucket', { le: '+Inf' })).toBe(80);
  expect(sum('refused_requests_total', { code: 'body_malformed' })).toBe(20);
  expect(sum('violations_total')).toBe(reasons);
  expect(sum('violations_total', { event: 'shop.paid', code: 'type', field: 'price' })).toBe(60);
  expect(sum('events_total', { event: '', outcome: 'quarantined' })).toBe(120);
  expect(sum('journal_disk_bytes')).toBeGreaterThan(1000);
  expect(await metric(collector, 'eventbook_collector_disk_free_bytes{place="data"}')).toBeGreaterThan(0);
});

it('top looks once for a script, and says where it cannot look', async () => {
  const collector = await harness.start();
  const looking = harness.command('top', '--once', '--interval', '2', '--format', 'json');
  const sending = setInterval(() => void sendLines(collector, [paid(), paid({ price: 'x' })]), 100);
  const { status, stdout } = await looking;
  clearInterval(sending);
  expect(status).toBe(0);
  const view = JSON.parse(stdout) as { eventsPerSecond: number; events: object[]; reasons: object[] };
  expect(view.eventsPerSecond).toBeGreaterThan(0);
  expect(view.events[0]).toMatchObject({ event: 'shop.paid' });
  expect(view.reasons[0]).toMatchObject({ event: 'shop.paid', code: 'type', field: 'price' });
  const text = await harness.command('top', '--once', '--interval', '0.2');
  expect(text.stdout).toContain('shop.paid');
  await collector.stop();
  const gone = await harness.command('top', '--once');
  expect(gone.status).toBe(2);
  expect(gone.stderr).toContain('No collector runs on');
  const nowhere = await runCommand('eventbook-collector', [
    'top',
    '--once',
    '--operators',
    collector.operatorsUrl,
  ]);
  expect(nowhere.stderr).toContain('did not answer');
});

it('an event that is switched off or sampled is told to its senders', async () => {
  const files = shopCatalog();
  const card = files.get('events/shop.paid/event.json');
  const delivery = { sample: 0.5, environments: { flag: { pause: true } } };
  await writeCatalog(harness.catalog, new Map([['events/shop.paid/event.json', { ...card, delivery }]]));
  const collector = await harness.start();
  const told = async (environment: string, key: string): Promise<unknown> =>
    (await fetch(`${collector.url}/v1/config/${environment}?key=${key}`)).json();
  expect(await told('flag', keys.flag)).toMatchObject({
    events: { 'shop.paid': { sample: 0.5, pause: true }, 'shop.open': {} },
  });
  expect(await told('reject', keys.reject)).toMatchObject({ events: { 'shop.paid': { sample: 0.5 } } });
});
