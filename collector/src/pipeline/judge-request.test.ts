import { Buffer } from 'node:buffer';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { Judge } from '@eventbook/shared/event/judge';
import { expect, test } from 'vitest';
import { judgeRequest } from './judge-request.js';
import { JudgedRequest } from './judged-request.js';
import { Senders } from './senders.js';
import { GroupDraft } from '../journal/group-draft.js';
import xxhash from 'xxhash-wasm';

/** A pattern that no engine compiles, as no rule of check lets through. */
const files = {
  'catalog.json': { format: 1, name: 'broken' },
  'owners/us.json': { title: 'Us', members: [{ name: 'A', email: 'a@example.com' }] },
  'fields/code.json': { type: 'string', title: 'Code', owner: 'us', privacy: 'none' },
  'environments/site/environment.json': {
    ...{ title: 'Site', owner: 'us', kind: 'backend', exposure: 'internal' },
    sources: { web: { title: 'Web' } },
  },
  'environments/site/1.json': { version: 1, fields: {} },
  'events/paid/event.json': {
    ...{ title: 'Paid', owner: 'us', status: 'active' },
    ...{ environments: { site: {} }, destinations: [] },
  },
  'events/paid/1.json': { version: 1, fields: { code: { pattern: '(' } } },
};

test('an event on which the judge itself fails is kept whole, and told; the others are judged', async () => {
  const texts = Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)] as const);
  const { catalog } = parseCatalog(new Map(texts));
  const judge = new Judge(catalog, { sequence: 1 });
  const statement = { id: 'a5'.repeat(32), sequence: 1, commit: null, committed_at: null, signed_at: null };
  const origin = { source: 'site/web', snapshot: statement.id, collector: 'test' };
  const senders = new Senders({
    catalog,
    judge,
    snapshotId: statement.id,
    collector: 'test',
    denied: new Set(),
  });
  const sender = { environment: 'site', source: 'site/web', origin, proof: judge.proofs('site', String) };
  const event = '{"event":"paid","version":1,"fields":{"code":"x"}}';
  const body = Buffer.from(`${event}\n{"event":"other","version":1,"fields":{}}\n`);
  const bugs: unknown[] = [];
  const draft = new GroupDraft();
  const request = new JudgedRequest(draft, await xxhash(), origin);
  const refusal = judgeRequest(
    request,
    { sender, snapshot: { statement, catalog, judge, senders } },
    body,
    'ndjson',
    {
      max_events: 10,
      max_event_bytes: 65_536,
      onBug: (error) => bugs.push(error),
    },
  );
  expect(refusal).toBeUndefined();
  expect(bugs).toHaveLength(1);
  const answer = JSON.parse(request.answer()) as { quarantined: number; errors: { code: string }[] };
  expect(answer.quarantined).toBe(2);
  expect(answer.errors.map(({ code }) => code)).toEqual(['not_judged', 'unknown_event']);
  expect(draft.bytes.toString('utf8', 0, draft.length)).toContain(JSON.stringify(event).slice(1, -1));
});
