import { expect, test } from 'vitest';
import { contractChanges } from './contract-changes.js';

test('tells what is new, what is otherwise and what is gone', () => {
  const before = {
    version: 1,
    fields: { id: {}, method: { required: true }, region: { minLength: 2 }, same: { enum: ['a'] } },
  };
  const after = {
    version: 2,
    fields: {
      id: { required: true, maxLength: 40 },
      method: {},
      same: { enum: ['a'] },
      cost: { minimum: 0 },
    },
  };
  expect(contractChanges(before, after)).toEqual([
    { kind: 'changed', field: 'id', words: 'now required; now at most 40 characters' },
    { kind: 'changed', field: 'method', words: 'now optional' },
    { kind: 'added', field: 'cost', words: 'new, optional; at least 0' },
    { kind: 'gone', field: 'region', words: 'no longer there' },
  ]);
  expect(contractChanges(after, after)).toEqual([]);
});

test('a field named as what every object has is a field like others', () => {
  const changes = contractChanges({ version: 1, fields: {} }, { version: 2, fields: { constructor: {} } });
  expect(changes).toEqual([{ kind: 'added', field: 'constructor', words: 'new, optional' }]);
});
