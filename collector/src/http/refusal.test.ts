import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refusals } from './refusal.js';

test('every refusal stands in docs/collector.md as it is', () => {
  const page = readFileSync(new URL('../../../docs/collector.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z_]+)` \| (\d{3}) \| (.*) \|$/gm)];
  expect(rows.map((row) => row.slice(1))).toEqual(
    Object.entries(refusals).map(([code, { status, message }]) => [code, String(status), message]),
  );
});
