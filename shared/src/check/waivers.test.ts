import { describe, expect, it } from 'vitest';
import type { Waiver } from '../catalog/model.js';
import type { Finding } from './finding.js';
import type { Rule } from './rule.js';
import { withWaivers } from './waivers.js';

const bends: Rule = { id: 'bends', purpose: '', severity: 'error', firm: false, handlers: {} };
const rules: readonly Rule[] = [
  bends,
  { ...bends, id: 'asks-warehouse', needs: 'senders' },
  { ...bends, id: 'firm', firm: true },
];
const found: readonly Finding[] = [
  { rule: 'bends', severity: 'error', file: 'events/a/event.json', pointer: '/fields/b/type', message: '' },
];

function judged(waiver: Partial<Waiver>, today = '2026-11-25'): readonly string[] {
  const waivers = [{ rule: 'bends', where: 'events', reason: 'x', until: '2026-12-01', ...waiver }];
  const situation = { today, author: undefined, senders: undefined, rules };
  const result = withWaivers(found, { format: 1, name: 'x', waivers }, situation);
  expect(result.findings.length + result.waived.length).toBeGreaterThanOrEqual(found.length);
  return result.findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
}

const kept = 'bends /fields/b/type';

describe('withWaivers', () => {
  it.each([
    'events',
    'events/',
    'events/a',
    'events/a/event.json',
    'events/a/event.json#/fields/b',
    '#/fields',
  ])('covers what lies at or below %s', (where) => {
    expect(judged({ where })).toEqual([]);
  });

  it.each(['event', 'events/ab', 'events/a/event.jso', 'events/a#/field', 'fields'])(
    'covers nothing at %s, and says so',
    (where) => {
      expect(judged({ where })).toEqual([kept, 'waiver /waivers/0']);
    },
  );

  it('holds on its last day and no longer', () => {
    expect(judged({}, '2026-12-01')).toEqual([]);
    expect(judged({}, '2026-12-02')).toEqual([kept, 'waiver /waivers/0/until']);
  });

  it('does not call useless what could not show its use', () => {
    expect(judged({ rule: 'asks-warehouse' })).toEqual([kept]);
  });

  it('waives no firm rule and none that there is not', () => {
    expect(judged({ rule: 'firm' })).toEqual([kept, 'waiver /waivers/0']);
    expect(judged({ rule: 'bent' })).toEqual([kept, 'waiver /waivers/0/rule']);
  });
});
