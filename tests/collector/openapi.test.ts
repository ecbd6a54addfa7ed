import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Collector } from '../support/collector.js';
import { Harness, paid } from './harness.js';
import { keys } from './shop-catalog.js';

interface Response_ {
  readonly content: Readonly<Record<string, { readonly schema: object }>>;
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<string, { readonly tags?: string[]; readonly responses: Readonly<Record<string, Response_>> }>
      >
    >
  >;
  readonly components: object;
}

const one = JSON.stringify(paid());
const formats = { uuid: true, 'date-time': true } as const;

describe('the OpenAPI document', () => {
  let harness: Harness;
  let collector: Collector;
  let waiting: Collector;
  let waitingHarness: Harness;
  let limited: Collector;
  let limitedHarness: Harness;
  let document: Document;
  const produced = new Set<string>();

  beforeAll(async () => {
    harness = await Harness.make();
    collector = await harness.start(['--max-in-flight-bytes', '1048576']);
    waitingHarness = await Harness.make();
    // Nobody listens there: there is never a snapshot.
    waiting = await waitingHarness.start([], 'http://127.0.0.1:9/snapshots');
    limitedHarness = await Harness.make();
    limited = await limitedHarness.start(['--max-events-per-second', '1']);
    document = (await (await fetch(`${collector.operatorsUrl}/openapi.json`)).json()) as Document;
  });

  afterAll(async () => {
    await harness.end();
    await waitingHarness.end();
    await limitedHarness.end();
  });

  /** Asks, and holds the answer against what is documented for the path, method and status. */
  async function ask(
    path: string,
    request: RequestInit = {},
    options: { readonly of?: string; readonly from?: Collector } = {},
  ): Promise<void> {
    const { of = path, from = collector } = options;
    const method = (request.method ?? 'GET').toLowerCase();
    const operation = document.paths[of]?.[method];
    const base = operation?.tags?.includes('operators') === true ? from.operatorsUrl : from.url;
    const response = await fetch(`${base}${path}`, request);
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
    const documented = operation?.responses[String(response.status)]?.content[type];
    expect(documented, `${method} ${of} ${response.status} ${type}`).toBeDefined();
    const value: unknown = type === 'application/json' ? await response.json() : await response.text();
    const ajv = new Ajv2020({ strict: false, formats });
    const valid = ajv.validate({ ...documented?.schema, components: document.components }, value);
    expect(valid, `${method} ${of} ${response.status}: ${ajv.errorsText()} in ${JSON.stringify(value)}`).toBe(
      true,
    );
    produced.add(`${method} ${of} ${response.status}`);
  }

  function post(
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ): RequestInit {
    const usual = { Authorization: `Bearer ${keys.quarantine}`, 'Content-Type': 'application/json' };
    return { method: 'POST', body, headers: { ...usual, ...headers } };
  }

  it('says what the server answers to events', async () => {
    for (const path of ['/v1/events', '/v1/validate']) {
      await ask(path, post(`[${one},{"event":"x"},1]`));
      await ask(path, post('{'));
      await ask(path, post('[]'));
      await ask(path, post('x', { 'Content-Encoding': 'gzip' }));
      await ask(path, post(one, { Authorization: '' }));
      await ask(path, post(one, { Authorization: 'Bearer nobody' }));
      await ask(path, post(one, { Authorization: `Bearer ${keys.revoked}` }));
      await ask(path, post(gzipSync(Buffer.alloc(5_000_000)), { 'Content-Encoding': 'gzip' }));
      await ask(path, post(`[${Array.from({ length: 1001 }, () => '1').join(',')}]`));
      await ask(path, post(one, { 'Content-Type': 'text/html' }));
      await ask(path, post(one, { 'Content-Encoding': 'br' }));
      await ask(path, post(one), { from: waiting });
    }
    // A hundred at once, of which one process may take one.
    await ask('/v1/events', post(`[${Array.from({ length: 100 }, () => one).join(',')}]`), { from: limited });
    await ask('/v1/events', post(one), { from: limited });
    await ask('/v1/validate', post(one), { from: limited });
  });

  it('says what the server answers otherwise', async () => {
    const of = '/v1/config/{environment}';
    await ask(`/v1/config/flag?key=${keys.flag}`, {}, { of });
    await ask(`/v1/config/reject?key=${keys.flag}`, {}, { of });
    await ask('/v1/config/flag', {}, { of });
    await ask(`/v1/config/flag?key=${keys.flag}`, {}, { of, from: waiting });
    for (const path of ['/healthz', '/readyz', '/v1/snapshot', '/metrics', '/v1/metrics', '/openapi.json'])
      await ask(path);
    await ask('/v1/tail?events=x', {}, { of: '/v1/tail' });
    const readers: AbortController[] = [];
    for (let status = 200; status === 200;) {
      const reader = new AbortController();
      readers.push(reader);
      const answer = await fetch(`${collector.operatorsUrl}/v1/tail`, { signal: reader.signal });
      status = answer.status;
      if (readers.length === 1) {
        expect(answer.headers.get('content-type')).toBe('text/event-stream');
        produced.add('get /v1/tail 200');
      }
    }
    await ask('/v1/tail');
    for (const reader of readers) reader.abort();
    await ask('/readyz', {}, { from: waiting });
    await ask('/v1/snapshot', {}, { from: waiting });
  });

  it('documents nothing that the server does not answer', () => {
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method} ${path} ${status}`),
      ),
    );
    expect([...produced].sort()).toEqual(documented.sort());
    expect(documented.length).toBeGreaterThan(20);
  });

  it('knows every path: all others are 404, all other methods 405', async () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      const [operation] = Object.values(operations);
      const base = operation?.tags?.includes('operators') === true ? collector.operatorsUrl : collector.url;
      expect((await fetch(`${base}${path.replace(/[{}]/g, '')}`, { method: 'DELETE' })).status).toBe(405);
      expect((await fetch(`${base}${path}/more/of/it`)).status).toBe(404);
    }
  });

  it('refuses more than may be in flight, and goes on', async () => {
    // More than may be in flight is refused while it is being received.
    const large = post(' '.repeat(3_000_000));
    const answer = await fetch(`${collector.url}/v1/events`, large).catch(() => undefined);
    expect([503, undefined]).toContain(answer?.status);
    expect((await fetch(`${collector.url}/v1/events`, post(one))).status).toBe(202);
  });
});
