import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { templateFolder } from '@eventbook/shared/node/begin-catalog';
import { runCommand } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const scratch = useTemporaryFolder();

function preview(...words: string[]) {
  return runCommand('/', ['langpack', 'preview', '--catalog', templateFolder, ...words]);
}

test.each([
  ['typescript', 'class CheckoutOrderPaidV3 extends LangpackEvent'],
  ['python', 'class CheckoutOrderPaidV3(_field_set.Event):'],
  ['php', 'CheckoutOrderPaidV3'],
  ['go', 'CheckoutOrderPaidV3'],
])('shows the code of one event in %s, and of no other', async (language, code) => {
  const { code: exit, stdout } = await preview(
    'site-backend',
    '--language',
    language,
    '--event',
    'checkout.order_paid',
  );
  expect(exit).toBe(0);
  expect(stdout).toContain(code);
  expect(stdout).not.toContain('MessageSent');
});

test('shows a draft, which no release would have', async () => {
  const { stdout } = await preview(
    'mobile-app',
    '--language',
    'typescript',
    '--event',
    'recommendation.shown',
  );
  expect(stdout).toContain('RecommendationShownV1');
});

test('writes the whole package into a folder, and into none that holds something', async () => {
  const folder = join(scratch.path, 'package');
  const { stdout } = await preview('site-backend', folder, '--language', 'python');
  expect(stdout).toMatch(/^classifieds-events-site-backend: \d+ files in /u);
  expect(existsSync(join(folder, 'conformance.json'))).toBe(true);
  expect(readFileSync(join(folder, 'classifieds_events_site_backend/_runtime/client.py'), 'utf8')).toContain(
    'class Client',
  );
  const again = await preview('site-backend', folder, '--language', 'python');
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('holds something already')]);
});

test.each([
  [['site-backend', '--language', 'cobol'], /cobol/u],
  [['site-backend'], /--language/u],
  [['site-bakend', '--language', 'go'], /Did you mean "site-backend"/u],
  [
    ['site-backend', '--language', 'go', '--event', 'chekout.order_paid'],
    /Did you mean "checkout.order_paid"/u,
  ],
  [['site-backend', 'x', '--language', 'go', '--event', 'checkout.order_paid'], /leave out --event/u],
])('says what is wrong with %j', async (words, complaint) => {
  const { code, stderr } = await preview(...words);
  expect([code, stderr]).toEqual([2, expect.stringMatching(complaint)]);
});
