import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Collector } from '../support/collector.js';
import { Harness, metric, paid, send, sendLines } from './harness.js';
import { keys } from './shop-catalog.js';

const id = '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55';

describe('what the door takes in', () => {
  let harness: Harness;
  let collector: Collector;

  beforeAll(async () => {
    harness = await Harness.make();
    collector = await harness.start();
  });

  afterAll(() => harness.end());

  it('answers one envelope, and the id that it made', async () => {
    const { status, body } = await send(collector, JSON.stringify(paid()));
    expect(status).toBe(202);
    expect(body).toMatchObject({
      accepted: 1,
      flagged: 0,
      quarantined: 0,
      rejected: 0,
      errors: [],
      errors_total: 0,
    });
    expect(body.event_ids?.['0']).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('does not answer an id that was given', async () => {
    const { body } = await send(collector, JSON.stringify(paid({}, { event_id: id })));
    expect(body.accepted).toBe(1);
    expect(body.event_ids).toBeUndefined();
  });

  it('takes an array, NDJSON with blank lines and CRLF, gzip, and what a beacon sends', async () => {
    const one = JSON.stringify(paid());
    expect((await send(collector, `[${one},${one}]`)).body.accepted).toBe(2);
    const lines = `\n${one}\r\n\r\n${one}\n`;
    expect(
      (await send(collector, lines, { type: 'application/x-ndjson; charset=UTF-8' })).body.accepted,
    ).toBe(2);
    expect((await send(collector, gzipSync(`[${one}]`), { encoding: 'gzip' })).body.accepted).toBe(1);
    const beacon = { key: null, type: 'text/plain;charset=UTF-8', path: `/v1/events?key=${keys.flag}` };
    expect((await send(collector, one, beacon)).body.accepted).toBe(1);
    expect((await send(collector, `${one}\n${one}`, beacon)).body.accepted).toBe(2);
  });

  it('applies the policy of each environment', async () => {
    const wrong = JSON.stringify(paid({ price: 'much' }, { event_id: id }));
    const quarantined = await send(collector, wrong);
    expect(quarantined.status).toBe(202);
    expect(quarantined.body).toMatchObject({ quarantined: 1, errors_total: 1 });
    expect(quarantined.body.errors[0]).toMatchObject({
      index: 0,
      event_id: id,
      code: 'type',
      pointer: '/fields/price',
    });
    expect((await send(collector, wrong, { key: keys.flag })).body).toMatchObject({
      flagged: 1,
      errors_total: 1,
    });
    expect((await send(collector, wrong, { key: keys.reject })).body).toMatchObject({
      rejected: 1,
      errors_total: 1,
    });
  });

  it('answers at most 100 errors and their total', async () => {
    const { body } = await sendLines(
      collector,
      Array.from({ length: 150 }, () => paid({ price: 'much' })),
    );
    expect(body.quarantined).toBe(150);
    expect(body.errors).toHaveLength(100);
    expect(body.errors_total).toBe(150);
  });

  it('says what was probably meant, for the first of many slips', async () => {
    const slip = { event: 'shop.payed', version: 1, fields: {} };
    const unknown = await send(collector, JSON.stringify([slip, ...Array<object>(9).fill(slip)]), {
      path: '/v1/validate',
    });
    const hinted = (body: typeof unknown.body): number =>
      body.errors.filter(({ message }) => message.includes('Did you mean')).length;
    expect(unknown.body.errors[0]?.message).toContain('Did you mean "shop.paid"?');
    expect(hinted(unknown.body)).toBe(5);
    const slips = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`price${index}`, 1]));
    const fields = await send(collector, JSON.stringify(paid(slips)), { path: '/v1/validate' });
    expect(fields.body.errors).toHaveLength(10);
    expect(hinted(fields.body)).toBe(3);
    const nulled = await send(collector, JSON.stringify(paid({ note: null })), { path: '/v1/validate' });
    expect(nulled.body.errors[0]?.message).toBe(
      'note must be a text, got null: leave it out where there is none',
    );
  });

  it('an event that is too large keeps the id that its sender gave it', async () => {
    const id = '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55';
    const large = paid({ note: 'x'.repeat(70_000) }, { event_id: id });
    const { body } = await send(collector, JSON.stringify(large), { path: '/v1/validate' });
    expect(body.errors).toMatchObject([{ code: 'too_large', event_id: id }]);
  });

  it('validates, and keeps nothing', async () => {
    const before = await metric(collector, 'eventbook_collector_journal_bytes_total');
    const { status, body } = await send(collector, JSON.stringify([paid(), paid({ price: 'much' })]), {
      path: '/v1/validate',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 1, quarantined: 1 });
    expect(await metric(collector, 'eventbook_collector_journal_bytes_total')).toBe(before);
  });

  it('tells senders of an environment what it sends, and nobody else', async () => {
    const ask = async (environment: string, key: string): Promise<Response> =>
      fetch(`${collector.url}/v1/config/${environment}?key=${key}`);
    const own = await ask('flag', keys.flag);
    expect(await own.json()).toMatchObject({
      environment: 'flag',
      snapshot: { sequence: 0 },
      events: { 'shop.paid': {}, 'shop.open': {} },
    });
    expect((await ask('quarantine', keys.flag)).status).toBe(404);
    expect((await ask('flag', 'eb_nobody')).status).toBe(401);
  });

  it('answers preflights and lets other origins read', async () => {
    const preflight = await fetch(`${collector.url}/v1/events`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://shop.example.com', 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
    const { headers } = await send(collector, JSON.stringify(paid()));
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });

  it('says what is wrong with a request of which it keeps nothing', async () => {
    const one = JSON.stringify(paid());
    const codes: [string, number, Promise<{ status: number; body: { code?: string } }>][] = [
      ['key_missing', 401, send(collector, one, { key: null })],
      ['key_unknown', 401, send(collector, one, { key: 'eb_nobody' })],
      ['key_unknown', 401, send(collector, one, { key: 'x'.repeat(2000) })],
      ['key_revoked', 401, send(collector, one, { key: keys.revoked })],
      ['content_type_unknown', 415, send(collector, one, { type: 'application/x-www-form-urlencoded' })],
      ['content_type_unknown', 415, send(collector, one, { type: 'application/json; charset=latin1' })],
      ['content_encoding_unknown', 415, send(collector, one, { encoding: 'br' })],
      ['body_empty', 400, send(collector, '')],
      ['body_empty', 400, send(collector, '[]')],
      ['body_empty', 400, send(collector, '\n\n', { type: 'application/x-ndjson' })],
      ['not_found', 404, send(collector, one, { path: '/v1/nothing' })],
      ['method_not_allowed', 405, send(collector, one, { method: 'PUT' })],
    ];
    for (const [code, status, answer] of codes) {
      const { status: found, body } = await answer;
      expect([code, found, body.code]).toEqual([code, status, code]);
    }
  });

  it('is alive and ready', async () => {
    expect((await fetch(`${collector.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${collector.operatorsUrl}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, obstacles: [] }]);
  });

  it('has kept every event once, and they add up', async () => {
    const total = async (outcome: string): Promise<number> => {
      const names = ['', 'shop.paid', 'shop.open'];
      const counts = names.map((event) =>
        metric(collector, `eventbook_collector_events_total{event="${event}",outcome="${outcome}"}`),
      );
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    };
    const [accepted, flagged, quarantined] = [
      await total('accepted'),
      await total('flagged'),
      await total('quarantined'),
    ];
    const { rows, repeats, quarantineRows, quarantineRepeats } = await harness.warehouse();
    expect(accepted).toBeGreaterThan(8);
    expect(rows).toBe(accepted + flagged - repeats);
    expect(quarantineRows).toBe(quarantined - quarantineRepeats);
  });
});
