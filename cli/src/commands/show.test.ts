import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();

test('shows card, versions and fields with what narrows them', async () => {
  await runCommand(folder.path, ['init', 'book']);
  const { code, stdout } = await runCommand(folder.path, [
    'show',
    'checkout.order_paid',
    '--catalog',
    'book',
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^checkout\.order_paid {2}Order paid\n/u);
  expect(stdout).toMatch(/Owner\s+payments \(Payments\)/u);
  expect(stdout).toMatch(/Sent from\s+site-backend/u);
  expect(stdout).toMatch(/Common fields\s+service \(required\), trace_id from site-backend\n/u);
  expect(stdout).toMatch(/Received by\s+seller-dashboard, warehouse/u);
  expect(stdout.match(/^version \d/gmu)).toEqual(['version 3', 'version 2', 'version 1']);
  expect(stdout).toMatch(/order_id +string +required +minLength 1, maxLength 40 +Order: /u);
  expect(stdout).toMatch(/payment_method +string +required +card \| invoice \| wallet +/u);
  expect(stdout).toMatch(/amount +decimal\(14,2\) +required/u);
  const deprecated = await runCommand(join(folder.path, 'book'), ['show', 'contact.phone_shown']);
  expect(deprecated.stdout).toContain('use contact.requested; accepted until 2027-03-01');
  const noted = await runCommand(join(folder.path, 'book'), ['show', 'message.sent']);
  expect(noted.stdout).toContain('version 1  deprecated since 2025-06-10');
  const json = await runCommand(join(folder.path, 'book'), ['show', 'advert.viewed', '--format', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    name: 'advert.viewed',
    versions: [{ version: 1 }, { version: 2 }, { version: 3 }],
  });
});

test.each([
  ['checkout.orderpaid', 'Did you mean "checkout.order_paid"?'],
  ['search.', 'There are: search.performed, search.result_clicked.'],
  ['zzzzzz', 'none is near'],
  ['__proto__', 'none'],
])('an event that is not there: %s', async (name, hint) => {
  await runCommand(folder.path, ['init', 'book']);
  const { code, stderr } = await runCommand(folder.path, ['show', name, '--catalog', 'book']);
  expect([code, stderr]).toEqual([2, expect.stringContaining(hint)]);
});
