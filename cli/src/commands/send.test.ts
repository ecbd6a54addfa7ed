import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { validate as isUuid, version as uuidVersion } from 'uuid';
import { afterEach, describe, expect, test } from 'vitest';
import { runCommand, type Ran } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';
import { startWireServer, type WireServer } from '../testing/wire-server.js';

const folder = useTemporaryFolder();
let server: WireServer;
afterEach(() => server.stop());

type Envelope = Readonly<Record<string, unknown>>;

function envelopes(): Envelope[] {
  return server.requests.flatMap(({ lines }) => lines.map((line) => JSON.parse(line) as Envelope));
}

function send(name: string, content: string | Buffer, ...words: string[]): Promise<Ran> {
  writeFileSync(join(folder.path, name), content);
  return runCommand(folder.path, [
    'send',
    name,
    '--to',
    server.url,
    '--key',
    'eb_k',
    '--format',
    'json',
    ...words,
  ]);
}

function result(ran: Ran): Envelope {
  return JSON.parse(ran.stdout) as Envelope;
}

const three = [
  '{"event":"a","version":1,"fields":{}}',
  '{"event":"b","fields":{"n":9007199254740993}}',
  '{"event_id":"x"}',
];

describe('the wire', () => {
  test('is NDJSON, packed, with the key, to /v1/events', async () => {
    server = await startWireServer();
    const ran = await send('e.ndjson', `${three.join('\n')}\n`);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(result(ran)).toMatchObject({ sent: 3, accepted: 3, requests: 1, retries: 0 });
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/events',
        headers: {
          authorization: 'Bearer eb_k',
          'content-type': 'application/x-ndjson',
          'content-encoding': 'gzip',
        },
      },
    ]);
  });

  test('carries at most 500 events and 900 KB in a request, every event once', async () => {
    server = await startWireServer();
    const small = Array.from({ length: 1201 }, (_, index) => JSON.stringify({ n: index }));
    await send('small.ndjson', small.join('\n'));
    expect(server.requests.map(({ lines }) => lines.length).sort()).toEqual([201, 500, 500]);
    expect(new Set(envelopes().map(({ n }) => n)).size).toBe(1201);
    const large = Array.from({ length: 100 }, (_, index) =>
      JSON.stringify({ n: index, text: 'x'.repeat(30_000) }),
    );
    await send('large.ndjson', large.join('\n'));
    for (const { lines } of server.requests) {
      expect(lines.reduce((sum, line) => sum + line.length + 1, 0)).toBeLessThanOrEqual(900_000);
    }
    expect(envelopes()).toHaveLength(1301);
  });
});

describe('files', () => {
  test('every byte of an envelope arrives but for the id, in each of the ways to write a file', async () => {
    server = await startWireServer();
    const withoutIds = (): string[] =>
      server.requests.flatMap(({ lines }) =>
        lines.map((line) => line.replace(/"event_id":"[0-9a-f-]{36}",?/u, '')),
      );
    await send('e.ndjson', three.join('\r\n'));
    expect(withoutIds()).toEqual(three);
    await send('e.json', `\n [${three.join(',\n')}]\n`);
    expect(withoutIds().slice(3)).toEqual(three);
    await send('e.json.gz', gzipSync(`[${three.join(',')}]`));
    expect(withoutIds().slice(6)).toEqual(three);
    await runCommand(folder.path, ['send', '-', '--to', server.url], {
      stdin: three.join('\n'),
      env: { EVENTBOOK_KEY: 'eb_k' },
    });
    expect(withoutIds().slice(9)).toEqual(three);
    expect(server.requests).toHaveLength(4);
  });

  test('what is no envelope goes as it is, for the collector to keep', async () => {
    server = await startWireServer();
    const lines = ['{broken', '5', '[1]', '{"event_id":null}', '{}', '{"__proto__":1}'];
    await send('e.ndjson', lines.join('\n'));
    const [request] = server.requests;
    expect(request?.lines.slice(0, 4)).toEqual(lines.slice(0, 4));
    expect(request?.lines[4]).toMatch(/^\{"event_id":"[0-9a-f-]{36}"\}$/u);
    expect(request?.lines[5]).toMatch(/^\{"event_id":"[0-9a-f-]{36}","__proto__":1\}$/u);
  });

  test('ids come from name and line: the same file has the same, packed or not, wherever it lies', async () => {
    server = await startWireServer();
    const text = '{"n":1}\n\n{"n":2}\n';
    await send('e.ndjson', text);
    await send('e.ndjson.gz', gzipSync(text));
    await send('other.ndjson', text);
    await send('third.ndjson', text, '--name', '/elsewhere/e.ndjson');
    const ids = envelopes().map((one) => String(one['event_id']));
    expect(ids.every((id) => isUuid(id) && uuidVersion(id) === 5)).toBe(true);
    expect(new Set(ids.slice(0, 2)).size).toBe(2);
    expect(ids.slice(2, 4)).toEqual(ids.slice(0, 2));
    expect(ids.slice(4, 6)).not.toContain(ids[0]);
    expect(ids.slice(6, 8)).toEqual(ids.slice(0, 2));
  });

  test('what comes without a name gets ids that never come again', async () => {
    server = await startWireServer();
    for (let time = 0; time < 2; time += 1) {
      await runCommand(folder.path, ['send', '-', '--to', server.url, '--key', 'k'], { stdin: '{"n":1}' });
    }
    const ids = envelopes().map((one) => String(one['event_id']));
    expect(new Set(ids).size).toBe(2);
    expect(ids.map((id) => uuidVersion(id))).toEqual([7, 7]);
  });

  test('an array that is broken sends nothing', async () => {
    server = await startWireServer();
    const { code, stderr } = await send('e.json', '[{"a":1},\n{"b":2]');
    expect([code, stderr, server.requests.length]).toEqual([2, expect.stringContaining('line 2'), 0]);
  });
});

describe('CSV', () => {
  const csv =
    '\ufeffuser_id,event,timestamp,note\r\n219,catalog,2019-11-01 17:59:13.273932,"two\nlines"\r\n220,cart,not a time,\r\n';

  test('rows become envelopes: strings, exact times, no empty fields', async () => {
    server = await startWireServer();
    const ran = await send(
      'e.csv',
      csv,
      '--event-column',
      'event',
      '--time-column',
      'timestamp',
      '--environment-version',
      '2',
    );
    expect(ran.code).toBe(0);
    const event_id = expect.any(String) as string;
    expect(envelopes()).toEqual([
      {
        event: 'catalog',
        version: 1,
        event_id,
        event_time: 1572631153273932,
        environment_version: 2,
        fields: { user_id: '219', note: 'two\nlines' },
      },
      {
        event: 'cart',
        version: 1,
        event_id,
        event_time: 'not a time',
        environment_version: 2,
        fields: { user_id: '220' },
      },
    ]);
    await send('e.csv.gz', gzipSync(csv), '--event-column', 'event', '--time-column', 'timestamp');
    const ids = envelopes().map((one) => one['event_id']);
    expect(ids.slice(2)).toEqual(ids.slice(0, 2));
  });

  test('with a catalog the columns have its types, and what does not fit stays text', async () => {
    server = await startWireServer();
    await runCommand(folder.path, ['init', 'book']);
    const table = [
      'name,query,filters,result_count,duration,viewport_width,advert_id,published_at,is_first,photo_ids,price',
      'search.performed,5,"{""a"":1}",12,1e3,800,17,2019-11-01 00:00:00,TRUE,"[""1""]",1.50',
      'search.performed,,{broken,twelve,,0800,,never,maybe,,',
    ].join('\n');
    await send('e.csv', table, '--event-column', 'name', '--version', '2', '--catalog', 'book');
    expect(envelopes().map((one) => [one['version'], one['fields']])).toEqual([
      [
        2,
        {
          query: '5',
          filters: { a: 1 },
          result_count: 12,
          duration: 1000,
          viewport_width: 800,
          advert_id: '17',
          published_at: 1572566400000000,
          is_first: true,
          photo_ids: ['1'],
          price: '1.50',
        },
      ],
      [
        2,
        {
          filters: '{broken',
          result_count: 'twelve',
          viewport_width: '0800',
          published_at: 'never',
          is_first: 'maybe',
        },
      ],
    ]);
  });

  test.each([
    [['--event-column', 'evnt'], 'Did you mean "event"?'],
    [['--event-column', 'event', '--time-column', 'zzzzzz'], 'Its columns are: user_id, event'],
    [[], '--event-column'],
    [['--event-column', 'event', '--version', '0'], 'at least 1'],
  ])('columns that are not there are told: %j', async (words, hint) => {
    server = await startWireServer();
    const { code, stderr } = await send('e.csv', csv, ...words);
    expect([code, stderr, server.requests.length]).toEqual([
      2,
      expect.stringContaining(JSON.stringify(hint).slice(1, -1)),
      0,
    ]);
  });

  test.each(['event,a\nx', 'event,a\nx,"y', 'event,event\n1,2'])(
    'broken CSV is an error: %j',
    async (text) => {
      server = await startWireServer();
      const { code, stderr } = await send('e.csv', text, '--event-column', 'event');
      expect([code, stderr]).toEqual([2, expect.stringContaining('e.csv')]);
    },
  );
});

describe('trying again', () => {
  test('503, 429, 502 and a cut connection are tried again, with the same events', async () => {
    const answers = [
      'abort',
      { status: 503, headers: { 'retry-after': '0' } },
      { status: 429 },
      { status: 502 },
    ] as const;
    server = await startWireServer((_request, number) => answers[number - 1] ?? { status: 202 });
    const ran = await send('e.ndjson', '{"n":1}\n{"n":2}');
    expect(result(ran)).toMatchObject({ sent: 2, accepted: 2, requests: 1, retries: 4 });
    expect(ran.code).toBe(0);
    expect(server.requests).toHaveLength(5);
    expect(new Set(server.requests.map(({ lines }) => lines.join('\n'))).size).toBe(1);
  });

  test('another collector is tried next', async () => {
    server = await startWireServer();
    const away = await startWireServer(() => 'abort');
    try {
      writeFileSync(join(folder.path, 'e.ndjson'), '{"n":1}');
      const to = `${away.url},${server.url}`;
      const { code } = await runCommand(folder.path, ['send', 'e.ndjson', '--to', to, '--key', 'k']);
      expect([code, envelopes().length]).toEqual([0, 1]);
    } finally {
      await away.stop();
    }
  });

  test('is given up after the time that was said, and tells what did arrive', async () => {
    server = await startWireServer(({ lines }) => ({ status: lines.length > 400 ? 202 : 503 }));
    const lines = Array.from({ length: 600 }, (_, index) => `{"n":${index}}`).join('\n');
    const ran = await send('e.ndjson', lines, '--retry-for', '0', '--in-flight', '1');
    expect(ran.code).toBe(2);
    expect(result(ran)).toMatchObject({ sent: 500, accepted: 500 });
    expect(JSON.parse(ran.stderr)).toMatchObject({
      error: { code: 'collector_unreachable', kind: 'unavailable' },
    });
  });

  test('what is too large is halved until it fits; one event that never fits is told', async () => {
    server = await startWireServer(({ lines }) =>
      lines.length > 2 || lines.some((line) => line.includes('huge')) ? { status: 413 } : { status: 202 },
    );
    const ran = await send(
      'e.ndjson',
      [1, 2, 3, 4, 5, 6].map((n) => `{"n":${n}}`).join('\n') + '\n{"huge":1}',
    );
    expect(result(ran)).toMatchObject({ sent: 6, accepted: 6, too_large: 1 });
    expect(ran.code).toBe(1);
    const local = await send('l.ndjson', `{"text":"${'x'.repeat(1_000_000)}"}\n{"n":1}`);
    expect(result(local)).toMatchObject({ sent: 1, too_large: 1 });
  });

  test.each([
    [401, 'does not know this key'],
    [415, 'refuses (415)'],
    [301, 'refuses (301)'],
    [200, 'refuses (200)'],
  ])('%i ends it at once', async (status, words) => {
    server = await startWireServer(() => ({ status }));
    const { code, stderr } = await send('e.ndjson', '{"n":1}');
    expect([code, stderr, server.requests.length]).toEqual([2, expect.stringContaining(words), 1]);
  });

  test.each([[{ accepted: 1, flagged: 0, quarantined: 0, rejected: 1, errors: [] }], ['hello'], [{}]])(
    'a 202 that does not sum up is no answer: %j',
    async (body) => {
      server = await startWireServer(() => ({ status: 202, body }));
      const { code, stderr } = await send('e.ndjson', '{"n":1}');
      expect([code, stderr]).toEqual([2, expect.stringContaining('collector_refused')]);
    },
  );
});

describe('the result', () => {
  const body = {
    accepted: 1,
    flagged: 1,
    quarantined: 2,
    rejected: 0,
    errors: [
      { index: 1, code: 'type', pointer: '/fields/a', message: 'must be \u001b[2J a text' },
      { index: 2, code: 'unknown_event', pointer: '/event', message: 'no event x' },
      { index: 3, code: 'unknown_event', pointer: '/event', message: 'no event y' },
    ],
  };
  const four = '{"n":1}\n{"n":2}\n{"n":3}\n{"n":4}';

  test('says what became of the events and why, most frequent first', async () => {
    server = await startWireServer(() => ({ status: 202, body }));
    const ran = await send('e.ndjson', four);
    expect(ran.code).toBe(1);
    expect(result(ran)).toMatchObject({
      sent: 4,
      flagged: 1,
      quarantined: 2,
      reasons: [
        { code: 'unknown_event', count: 2, message: 'no event x' },
        { code: 'type', count: 1 },
      ],
    });
    const text = await send('e.ndjson', four, '--format', 'text');
    expect(text.stdout).toContain(
      'Sent 4 events in 1 request: 1 accepted, 1 flagged, 2 quarantined, 0 rejected.',
    );
    expect(text.stdout).not.toContain('\u001b');
  });

  test('what was quarantined may be allowed, what was rejected not', async () => {
    server = await startWireServer(() => ({ status: 202, body }));
    expect((await send('e.ndjson', four, '--allow-quarantined')).code).toBe(0);
    await server.stop();
    server = await startWireServer(() => ({ status: 202, body: { ...body, quarantined: 1, rejected: 1 } }));
    expect((await send('e.ndjson', four, '--allow-quarantined')).code).toBe(1);
  });

  test('a bar is drawn on stderr where a person watches, and nowhere else', async () => {
    server = await startWireServer();
    writeFileSync(join(folder.path, 'e.ndjson'), four);
    const words = ['send', 'e.ndjson', '--to', server.url, '--key', 'k'];
    expect((await runCommand(folder.path, words)).stderr).toBe('');
    const watched = await runCommand(folder.path, words, { isTerminal: true });
    expect(watched.stderr).toContain('%');
  });
});

test.each([
  [['send', 'e.ndjson', '--to', 'http://x'], 'EVENTBOOK_KEY'],
  [['send', 'e.ndjson', '--to', 'ftp://x', '--key', 'k'], 'no http or https URL'],
  [['send', 'e.ndjson', '--to', 'http://x', '--key', 'a b'], 'no key has'],
  [['send', 'none.ndjson', '--to', 'http://x', '--key', 'k'], 'There is no file'],
  [['send', '.', '--to', 'http://x', '--key', 'k'], 'is a folder'],
])('a mistake is told before anything is sent: %j', async (words, hint) => {
  server = await startWireServer();
  writeFileSync(join(folder.path, 'e.ndjson'), '{}');
  const { code, stderr } = await runCommand(folder.path, words);
  expect([code, stderr]).toEqual([2, expect.stringContaining(hint)]);
});
