import { expect, test } from 'vitest';
import { templateFolder } from '@eventbook/shared/node/begin-catalog';
import { runCommand } from '../testing/run-command.js';

const search = (...words: string[]) => runCommand(templateFolder, ['search', ...words]);

test('the best comes first, with what was found in colour where a person watches', async () => {
  const { code, stdout } = await search('ordr', 'paid');
  expect(code).toBe(0);
  expect(stdout.split('\n')[0]).toBe('event        checkout.order_paid  Order paid');
  const watched = await runCommand(templateFolder, ['search', 'paid'], { isTerminal: true });
  expect(watched.stdout).toContain('\u001b[33mpaid\u001b[39m');
});

test('what is deprecated says so', async () => {
  const { stdout } = await search('phone_shown');
  expect(stdout).toContain('contact.phone_shown  Phone shown  deprecated\n');
});

test('as JSON, of one kind', async () => {
  const { stdout } = await search('advert', '--kind', 'field', '--limit', '1', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject([{ kind: 'field', name: 'advert_id', found: ['advert'] }]);
});

test('nothing found is exit code 1, nothing asked a mistake', async () => {
  expect(await search('zzzzzzzz')).toMatchObject({ code: 1, stdout: 'Nothing was found.\n' });
  expect((await search('  ')).code).toBe(2);
  expect((await search('order', '--limit', 'many')).code).toBe(2);
});
