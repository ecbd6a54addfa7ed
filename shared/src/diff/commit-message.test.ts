import { expect, it } from 'vitest';
import { commitMessage } from './commit-message.js';
import { change } from './effect.js';
import type { Subject, SubjectChanges, What } from './change.js';
import type { Meaning } from './meaning.js';

function changed(subject: Subject, meaning: Meaning, ...whats: readonly What[]): SubjectChanges {
  const touched = { events: [], environments: [], sources: [], owners: [], destinations: [], langpacks: [] };
  const changes = whats.map((what) => ({ ...change(what, { file: 'x' }), meaning }));
  return { subject, meaning, changes, touched };
}

const paid: Subject = { kind: 'event', name: 'checkout.order_paid' };
const version: What = { kind: 'version-added', version: 4, previous: 3 };

it('is one line for one change that is safe', () => {
  expect(commitMessage({ subjects: [changed(paid, 'safe', version)] })).toBe(
    'checkout.order_paid gets version 4',
  );
  expect(commitMessage({ subjects: [] })).toBe('');
});

it('has a line for each change, what weighs most first, and says what is not safe', () => {
  const region: Subject = { kind: 'field', name: 'region' };
  const joins: What = { kind: 'field-added', version: 4, field: 'region', required: true };
  const subjects = [
    changed(region, 'safe', { kind: 'added' }),
    changed(paid, 'affects-senders', version, joins),
  ];
  expect(commitMessage({ subjects })).toBe(
    [
      'checkout.order_paid gets version 4 and 1 more',
      '',
      '- checkout.order_paid: gets version 4; who sends version 3 goes on as before (affects senders)',
      '- checkout.order_paid: version 4: region joins, required (affects senders)',
      '- field region: is new',
    ].join('\n'),
  );
});

it('keeps its title to one line of git log', () => {
  const long: Subject = { kind: 'event', name: `checkout.${'order_'.repeat(20)}paid` };
  const [title = ''] = commitMessage({ subjects: [changed(long, 'safe', version)] }).split('\n');
  expect(title).toHaveLength(72);
});
