import { Buffer } from 'node:buffer';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { Judge } from '@eventbook/shared/event/judge';
import { expect, test } from 'vitest';
import { judgeRequest } from './judge-request.js';
import { parseBody } from './parse-body.js';
import { Refusal } from '../http/refusal.js';

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

test('an event on which the judge itself fails is kept whole, and told; the others are judged', () => {
  const texts = Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)] as const);
  const judge = new Judge(parseCatalog(new Map(texts)).catalog, { sequence: 1 });
  const event = '{"event":"paid","version":1,"fields":{"code":"x"}}';
  const body = parseBody(Buffer.from(`${event}\n{"event":"other","version":1,"fields":{}}\n`), 'ndjson', 10);
  if (body instanceof Refusal) throw new Error(body.message);
  const bugs: unknown[] = [];
  const sender = { environment: 'site', source: 'site/web' };
  const { events } = judgeRequest(judge, body, sender, 65_536, (error) => bugs.push(error));
  expect(bugs).toHaveLength(1);
  expect(events.map(({ verdict }) => [verdict.outcome, verdict.violations[0]?.code])).toEqual([
    ['quarantined', 'not_judged'],
    ['quarantined', 'unknown_event'],
  ]);
  expect(events[0]?.verdict.content).toContain(JSON.stringify(event).slice(1, -1));
});
