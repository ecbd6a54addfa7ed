import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Collector } from '../support/collector.js';
import { turns } from '../support/long-run.js';
import { Harness, metric, paid, send, sendLines } from './harness.js';
import { keys } from './shop-catalog.js';

const ndjson = { type: 'application/x-ndjson' };
const mebibyte = 1024 * 1024;

describe('what hostile senders send', () => {
  let harness: Harness;
  let collector: Collector;
  /** Of all that was acknowledged here. */
  const kept = { stored: 0, quarantined: 0 };

  const keep = <Kept extends { body: { accepted: number; flagged: number; quarantined: number } }>(
    one: Kept,
  ): Kept => {
    kept.stored += one.body.accepted + one.body.flagged;
    kept.quarantined += one.body.quarantined;
    return one;
  };

  beforeAll(async () => {
    harness = await Harness.make();
    collector = await harness.start();
  });

  afterAll(() => harness.end());

  it('malformed JSON: nothing is kept, and it is said where it breaks', async () => {
    const { status, body } = await send(collector, '{"event": "shop.paid", "version": }');
    expect([status, body.code]).toEqual([400, 'body_malformed']);
    expect(body.message).toMatch(/version|position/);
    expect((await send(collector, `[${JSON.stringify(paid())}`)).status).toBe(400);
    expect((await send(collector, Buffer.from([0x7b, 0xff, 0x7d]))).body.message).toContain('UTF-8');
  });

  it('a broken line of NDJSON is quarantined by itself', async () => {
    const { status, body } = keep(await sendLines(collector, [paid(), '{"event": "shop.paid', paid()]));
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: 2, quarantined: 1 });
    expect(body.errors[0]).toMatchObject({ index: 1, code: 'malformed_json' });
  });

  it('bytes that are no text are quarantined as they are', async () => {
    const line = Buffer.concat([
      Buffer.from('{"event":"shop.paid","note":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ]);
    const all = Buffer.concat([
      Buffer.from(`${JSON.stringify(paid())}\n`),
      line,
      Buffer.from(`\n${JSON.stringify(paid())}`),
    ]);
    const { body } = keep(await send(collector, all, ndjson));
    expect(body).toMatchObject({ accepted: 2, quarantined: 1 });
    expect(body.errors[0]).toMatchObject({ index: 1, code: 'invalid_unicode' });
  });

  it('deep nesting does not reach any stack', async () => {
    const deep = `{"event":"shop.paid","version":1,"fields":{"price":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
    expect(keep(await send(collector, deep)).body).toMatchObject({ quarantined: 1 });
    expect(keep(await send(collector, `[${deep},${JSON.stringify(paid())}]`)).body).toMatchObject({
      accepted: 1,
      quarantined: 1,
    });
    expect(keep(await send(collector, '['.repeat(1000) + ']'.repeat(1000))).body.quarantined).toBe(1);
  });

  it('the deepest list that a body can hold costs no gigabyte', async () => {
    const levels = 2 * 1000 * 1000;
    const { body } = keep(await send(collector, '['.repeat(levels) + ']'.repeat(levels)));
    expect(body.errors[0]?.code).toBe('too_large');
    const memory = await metric(collector, 'eventbook_collector_memory_bytes{process="ingest"}');
    expect(memory).toBeLessThan(700 * mebibyte);
  });

  it('duplicate keys: what is judged is what is stored', async () => {
    const twice = '{"event":"shop.paid","event":"shop.open","version":1,"fields":{"note":"a","note":"b"}}';
    expect(keep(await send(collector, twice)).body).toMatchObject({ accepted: 1 });
  });

  it('__proto__ and constructor are names like others', async () => {
    const odd = '{"event":"shop.open","version":1,"__proto__":{"event":"x"},"fields":{}}';
    expect(keep(await send(collector, odd)).body).toMatchObject({ quarantined: 1 });
    const inside = '{"event":"shop.open","version":1,"fields":{"__proto__":{"a":1},"constructor":{"b":2}}}';
    expect(keep(await send(collector, inside)).body).toMatchObject({ accepted: 1 });
    expect(
      keep(await send(collector, JSON.stringify(paid({}, { event: '__proto__' })))).body.quarantined,
    ).toBe(1);
    expect(
      keep(await send(collector, JSON.stringify(paid({}, { event: 'constructor' })))).body.quarantined,
    ).toBe(1);
    expect((await fetch(`${collector.url}/v1/config/__proto__?key=${keys.flag}`)).status).toBe(404);
  });

  it('integers beyond 2^53 and numbers beyond a double are not taken for others', async () => {
    const body = (count: string): string =>
      `{"event":"shop.paid","version":1,"fields":{"price":1,"count":${count}}}`;
    expect(keep(await send(collector, body('9007199254740991'))).body.accepted).toBe(1);
    expect(keep(await send(collector, body('9007199254740993'))).body.quarantined).toBe(1);
    expect(keep(await send(collector, body('1e999'))).body.quarantined).toBe(1);
  });

  it('an event of the wrong shape', async () => {
    const shapes = ['1', '"text"', 'null', 'true', '[1]', '{}', '{"event":1,"version":"1","fields":[]}'];
    expect(keep(await sendLines(collector, shapes)).body.quarantined).toBe(shapes.length);
  });

  it('an event that is too large is quarantined whole, the others are kept', async () => {
    const large = paid({ note: 'x'.repeat(70_000) });
    expect(keep(await sendLines(collector, [paid(), large])).body).toMatchObject({
      accepted: 1,
      quarantined: 1,
    });
    const { body } = keep(await send(collector, JSON.stringify([paid(), large])));
    expect(body).toMatchObject({ accepted: 1, quarantined: 1 });
    expect(body.errors[0]?.code).toBe('too_large');
  });

  it('a body that is too large, has too many events, or unpacks to too much', async () => {
    const oversize = await send(collector, ' '.repeat(4 * mebibyte + 1)).catch(() => undefined);
    // The answer may be cut off with the connection: the rest of the body is not read.
    expect([413, undefined]).toContain(oversize?.status);
    const many = await sendLines(
      collector,
      Array.from({ length: 1001 }, () => paid()),
    );
    expect([many.status, many.body.code]).toEqual([413, 'too_many_events']);
    const list = await send(collector, JSON.stringify(Array.from({ length: 1001 }, () => paid())));
    expect([list.status, list.body.code]).toEqual([413, 'too_many_events']);
    const bomb = await send(collector, gzipSync(Buffer.alloc(200 * mebibyte)), { encoding: 'gzip' });
    expect([bomb.status, bomb.body.code]).toEqual([413, 'body_too_large']);
    const corrupt = await send(collector, gzipSync('[]').subarray(0, 15), { encoding: 'gzip' });
    expect([corrupt.status, corrupt.body.code]).toEqual([400, 'body_corrupt']);
    expect((await send(collector, 'no gzip', { encoding: 'gzip' })).body.code).toBe('body_corrupt');
  });

  it('a sender that goes away in the middle, or never finishes, holds nothing', async () => {
    const sockets: Socket[] = [];
    for (let number = 0; number < 50; number += 1) {
      const socket = connect(Number(new URL(collector.url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(
        `POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${keys.flag}\r\n` +
          'Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n' +
          'x'.repeat(50_000),
      );
      sockets.push(socket);
    }
    await expect.poll(() => metric(collector, 'eventbook_collector_in_flight_bytes')).toBe(50 * 50_000);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => metric(collector, 'eventbook_collector_in_flight_bytes')).toBe(0);
  });

  it('bad names and bad keys without end need no more memory', async () => {
    const requests = turns(100, 1000);
    const memory = (): Promise<number> =>
      metric(collector, 'eventbook_collector_memory_bytes{process="ingest"}');
    let made = 0;
    const flood = async (count: number): Promise<void> => {
      for (let request = 0; request < count; request += 1) {
        const lines = Array.from(
          { length: 1000 },
          () => `{"event":"made.up_${(made += 1)}","version":1,"fields":{}}`,
        );
        keep(await sendLines(collector, lines));
        const key = `eb_${'k'.repeat(200)}${request}`;
        await Promise.all(
          Array.from({ length: 20 }, (_, one) => send(collector, '{}', { key: `${key}_${one}` })),
        );
      }
    };
    await flood(requests / 4);
    const before = await memory();
    await flood(requests);
    expect((await memory()) - before).toBeLessThan(100 * mebibyte);
    const text = await (await fetch(`${collector.operatorsUrl}/metrics`)).text();
    expect(text).not.toContain('made.up');
    expect(text.length).toBeLessThan(50_000);
  });

  it('and all that was acknowledged is there, once', async () => {
    const { rows, quarantineRows } = await harness.warehouse();
    expect({ rows, quarantineRows }).toEqual({ rows: kept.stored, quarantineRows: kept.quarantined });
  });
});
