import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readStatement, writeStatement } from '../snapshot/admit.js';
import { writeBundle, type Bundle } from '../snapshot/bundle.js';
import { contentId } from '../snapshot/content.js';
import { publishSnapshot } from './snapshot-publish.js';
import { fetchLatest } from './snapshot-store.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventbook-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function bundle(sequence: number, text = `{"content":${sequence}}\n`): Bundle {
  const content = Buffer.from(text);
  const statement = { id: contentId(content), sequence, commit: null, committed_at: null, signed_at: null };
  return { statementText: writeStatement(statement), signatureText: null, content };
}

async function latestSequence(location = folder): Promise<number> {
  return readStatement((await fetchLatest(location)).head.statementText).sequence;
}

function contents(): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((file) => [file.name, readFileSync(join(file.parentPath, file.name), 'utf8')]),
  );
}

describe('publishing', () => {
  test('is found again whole, and doing it twice changes no byte', async () => {
    expect(await publishSnapshot(folder, bundle(3))).toBe('published');
    const once = contents();
    expect(await publishSnapshot(folder, { ...bundle(3) })).toBe('unchanged');
    expect(contents()).toEqual(once);
    const fetched = await fetchLatest(folder);
    expect(fetched.head.statementText).toBe(bundle(3).statementText);
    expect(Buffer.from(fetched.content ?? []).toString()).toBe('{"content":3}\n');
  });

  test('moves latest forward only', async () => {
    await publishSnapshot(folder, bundle(3));
    expect(await publishSnapshot(folder, bundle(2))).toBe('older');
    expect(await latestSequence()).toBe(3);
    expect(await publishSnapshot(folder, bundle(10))).toBe('published');
    expect(await latestSequence()).toBe(10);
  });

  test('many at once end on the highest', async () => {
    const order = [4, 9, 1, 7, 3, 8, 2, 6, 5];
    await Promise.all(order.map((sequence) => publishSnapshot(folder, bundle(sequence))));
    expect(await latestSequence()).toBe(9);
  });

  test('refuses other content under a sequence that is taken, and changes nothing', async () => {
    await publishSnapshot(folder, bundle(3));
    const before = contents();
    const other = publishSnapshot(folder, bundle(3, '{"other":1}\n'));
    await expect(other).rejects.toMatchObject({ kind: 'conflict', code: 'snapshot_conflict' });
    expect(contents()).toEqual(before);
  });

  test('of two at once with other content under one sequence, one publishes and the other is refused', async () => {
    for (let sequence = 1; sequence <= 20; sequence += 1) {
      const race = await Promise.allSettled([
        publishSnapshot(folder, bundle(sequence, `{"content":"left ${sequence}"}\n`)),
        publishSnapshot(folder, bundle(sequence, `{"content":"right ${sequence}"}\n`)),
      ]);
      const published = race.filter((one) => one.status === 'fulfilled');
      const refused = race.filter((one) => one.status === 'rejected');
      expect(published.map(({ value }) => value)).toEqual(['published']);
      expect(refused).toMatchObject([{ reason: { code: 'snapshot_conflict' } }]);
      expect(await latestSequence()).toBe(sequence);
    }
  });

  test('mends what an interrupted one left', async () => {
    await publishSnapshot(folder, bundle(3));
    await publishSnapshot(folder, bundle(4));
    writeFileSync(join(folder, 'latest'), readFileSync(join(folder, 'statements/3.ndjson')));
    const { id } = readStatement(bundle(4).statementText);
    writeFileSync(join(folder, `content/${id}.json`), '{"cont');
    expect(await publishSnapshot(folder, bundle(4))).toBe('unchanged');
    expect(await latestSequence()).toBe(4);
    expect(Buffer.from((await fetchLatest(folder)).content ?? []).toString()).toBe('{"content":4}\n');
  });

  test('an unsigned one may be signed later, a signed one stays as it is', async () => {
    await publishSnapshot(folder, bundle(3));
    expect(await publishSnapshot(folder, { ...bundle(3), signatureText: '{"a":1}' })).toBe('published');
    expect((await fetchLatest(folder)).head.signatureText).toBe('{"a":1}');
    expect(await publishSnapshot(folder, { ...bundle(3), signatureText: '{"a":2}' })).toBe('unchanged');
    expect((await fetchLatest(folder)).head.signatureText).toBe('{"a":1}');
  });
});

describe('fetching', () => {
  test('leaves out content that is known', async () => {
    await publishSnapshot(folder, bundle(3));
    const { id } = readStatement(bundle(3).statementText);
    rmSync(join(folder, 'content'), { recursive: true });
    expect((await fetchLatest(folder, { knownId: id })).content).toBeUndefined();
    await expect(fetchLatest(folder)).rejects.toMatchObject({ code: 'snapshot_unavailable' });
  });

  test('reads a single file, and refuses a part of one', async () => {
    const path = join(folder, 'book.snapshot');
    writeFileSync(path, writeBundle(bundle(5)));
    expect(await latestSequence(path)).toBe(5);
    writeFileSync(path, writeBundle(bundle(5)).subarray(0, -3));
    await expect(fetchLatest(path)).rejects.toMatchObject({ code: 'snapshot_malformed' });
  });

  test('says what is missing', async () => {
    await expect(fetchLatest(join(folder, 'none'))).rejects.toMatchObject({ code: 'file_not_found' });
    await expect(fetchLatest(folder)).rejects.toMatchObject({ code: 'snapshot_unavailable' });
  });
});

describe('over http', () => {
  let server: Server;
  let base: string;
  let answer: (path: string) => { status?: number; body?: Uint8Array | 'never' | 'endless' };
  beforeEach(async () => {
    answer = (path) => ({ body: readFileSync(join(folder, path)) });
    server = createServer((request, response) => {
      const { status = 200, body } = answer(request.url ?? '');
      response.writeHead(status);
      if (body === 'never') return;
      if (body !== 'endless') return void response.end(body);
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 0x20)));
      };
      response.on('drain', more);
      more();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  test('a folder and a single file are read like those on disk', async () => {
    await publishSnapshot(folder, bundle(3));
    expect(await latestSequence(base)).toBe(3);
    expect(await latestSequence(`${base}/`)).toBe(3);
    writeFileSync(join(folder, 'book.snapshot'), writeBundle(bundle(5)));
    expect(await latestSequence(`${base}/book.snapshot`)).toBe(5);
  });

  test.each([
    ['an error', { status: 500 }, 'answered 500', 30_000],
    ['nothing', { body: 'never' }, 'within 300 ms', 300],
    ['more than there can be', { body: 'endless' }, 'sends more than', 30_000],
  ] as const)('%s is no snapshot', async (_title, given, words, timeoutMilliseconds) => {
    answer = () => given;
    await expect(fetchLatest(base, { timeoutMilliseconds })).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'snapshot_unavailable',
      message: expect.stringContaining(words) as string,
    });
  });

  test('a page that is no snapshot is called so', async () => {
    answer = () => ({ body: Buffer.from('<!doctype html>\n<title>Sign in</title>\n') });
    await expect(fetchLatest(base)).rejects.toMatchObject({ code: 'snapshot_malformed' });
  });

  test('where nobody listens, that is said', async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await expect(fetchLatest(base)).rejects.toMatchObject({ code: 'snapshot_unavailable' });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
});
